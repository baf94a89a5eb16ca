"""The library of criteria: the thirteen of the study and adaptation, each with one sentence on what is meant."""

from django.db import migrations

LIBRARY = (
    (
        "availability",
        "Availability",
        "Tilgjengelighet",
        "The right person at the supplier can be reached when you need them.",
        "Du får tak i rett person hos leverandøren når du trenger det.",
    ),
    (
        "advice",
        "Advice",
        "Rådgivning",
        "The supplier gives advice that makes your decisions better.",
        "Leverandøren gir råd som gjør beslutningene dine bedre.",
    ),
    (
        "solution_orientation",
        "Solution-oriented",
        "Løsningsorientert",
        "When something is difficult, the supplier looks for a solution rather than for who is to blame.",
        "Når noe er vanskelig, leter leverandøren etter en løsning og ikke etter hvem som har skylden.",
    ),
    (
        "customer_orientation",
        "Customer-oriented",
        "Kundeorientert",
        "The supplier puts your needs before what is easiest for itself.",
        "Leverandøren setter dine behov foran det som er enklest for den selv.",
    ),
    (
        "trust",
        "Trust",
        "Tillit",
        "You can rely on what the supplier says and on its keeping what it promises.",
        "Du kan stole på det leverandøren sier, og på at den holder det den lover.",
    ),
    (
        "knowledge",
        "Knowledge",
        "Kunnskap",
        "The people you meet know their subject, their products and the market.",
        "De du møter, kan faget sitt, produktene sine og markedet.",
    ),
    (
        "efficiency",
        "Efficiency",
        "Effektivitet",
        "Things get done quickly and without needless steps.",
        "Ting blir gjort raskt og uten unødvendige omveier.",
    ),
    (
        "communication",
        "Communication",
        "Kommunikasjon",
        "You are told what you need to know, in time and in words you understand.",
        "Du får vite det du trenger, i tide og på en måte du forstår.",
    ),
    (
        "accuracy",
        "Accuracy",
        "Nøyaktighet",
        "What is delivered, quoted and invoiced is right the first time.",
        "Det som leveres, tilbys og faktureres, er riktig første gang.",
    ),
    (
        "business_understanding",
        "Business understanding",
        "Forretningsforståelse",
        "The supplier understands how your business works and what it earns its money on.",
        "Leverandøren forstår hvordan virksomheten din fungerer, og hva den lever av.",
    ),
    (
        "collaboration",
        "Collaboration",
        "Samarbeid",
        "The supplier works together with your people as one team.",
        "Leverandøren arbeider sammen med dine folk som ett lag.",
    ),
    (
        "follow_up",
        "Follow-up",
        "Oppfølging",
        "The supplier comes back to you after a meeting, an order or a complaint without being asked.",
        "Leverandøren tar kontakt igjen etter et møte, en ordre eller en klage uten at du må be om det.",
    ),
    (
        "crm_system",
        "CRM system",
        "CRM-system",
        "The system for customer information helps the seller to serve the customer.",
        "Systemet for kundeinformasjon hjelper selgeren med å betjene kunden.",
    ),
    (
        "adaptation",
        "Adaptation",
        "Tilpasning",
        "The supplier adapts its products, deliveries and routines to the way you work.",
        "Leverandøren tilpasser produkter, leveranser og rutiner til måten du arbeider på.",
    ),
)


def fill(apps, schema_editor):
    Criterion = apps.get_model("surveys", "Criterion")
    for place, (slug, name_en, name_nb, help_en, help_nb) in enumerate(LIBRARY, start=1):
        words = {"name_en": name_en, "name_nb": name_nb, "help_en": help_en, "help_nb": help_nb}
        Criterion.objects.update_or_create(slug=slug, defaults={**words, "order": 10 * place, "in_library": True})


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
