"""The library of criteria of attractiveness, and a draft set of eight of them, ready to be published."""

from django.db import migrations

DIRECT, RELATIONS, INDIRECT = "direct", "relations", "indirect"

# category, slug, weight in the draft, names, then what 1, 5 and 10 mean: English, Norwegian each.
ANCHORED = (
    (
        *(DIRECT, "current_revenue", 20, "Current revenue", "Omsetning i dag"),
        *("Buys next to nothing from us", "Kjøper nesten ingenting av oss"),
        *("About as much as an ordinary customer", "Omtrent som en vanlig kunde"),
        *("Among the five that buy most", "Blant de fem som kjøper mest"),
    ),
    (
        *(DIRECT, "revenue_potential", 25, "Future revenue and profit potential", "Framtidig omsetning og fortjeneste"),
        *("Will buy less in three years than now", "Kjøper mindre om tre år enn nå"),
        *("Grows with its market", "Vokser med markedet sitt"),
        *("Can at least double in three years, at a good margin", "Kan minst dobles på tre år, med god margin"),
    ),
    (
        *(DIRECT, "financial_stability", 10, "Financial stability", "Økonomisk stabilitet"),
        *("Losses and late payments", "Underskudd og sen betaling"),
        *("Sound, but it follows the business cycle", "Solid, men følger konjunkturene"),
        *("Strong through good years and bad", "Sterk i gode og dårlige år"),
    ),
    (
        *(RELATIONS, "goal_and_culture_fit", 10, "Goal and culture fit", "Samsvar i mål og kultur"),
        *("We pull in different directions", "Vi drar i ulike retninger"),
        *("Different, but we work well together", "Ulike, men vi samarbeider godt"),
        *("Shared goals, and the same way of working", "Felles mål og samme måte å arbeide på"),
    ),
    (
        *(RELATIONS, "valuation_of_us", 10, "Customer's valuation of us", "Kundens verdsetting av oss"),
        *("One supplier among many, chosen by price", "En av mange leverandører, valgt på pris"),
        *("A preferred supplier in some areas", "Foretrukket leverandør på noen områder"),
        *("Wants close cooperation and asks for our advice", "Ønsker tett samarbeid og ber om råd fra oss"),
    ),
    (
        *(INDIRECT, "reference_value", 10, "Opinion-leader and reference value", "Opinionsleder og referanseverdi"),
        *("Nobody looks to them", "Ingen ser til dem"),
        *("Known in its region or industry", "Kjent i regionen eller bransjen"),
        *("Others buy what they buy, and they recommend us", "Andre kjøper det de kjøper, og de anbefaler oss"),
    ),
    (
        *(INDIRECT, "willingness_to_innovate", 10, "Willingness to innovate", "Vilje til nyskaping"),
        *("Waits until all others have it", "Venter til alle andre har det"),
        *("Follows when a solution has proved itself", "Følger etter når løsningen er prøvd ut"),
        *("Wants to be first and develops with us", "Vil være først og utvikler sammen med oss"),
    ),
    (
        *(RELATIONS, "geographic_fit", 5, "Geographic fit", "Geografisk samsvar"),
        *("Where we have nobody", "Der vi ikke har noen"),
        *("Partly within our reach", "Delvis innenfor rekkevidde"),
        *("Everywhere they are, we are", "Overalt der de er, er vi"),
    ),
)

NAMED = (
    (DIRECT, "where_profit_is_earned", "Where the profit is earned", "Hvor fortjenesten tjenes"),
    (DIRECT, "users_and_employees", "Number of users or employees", "Antall brukere eller ansatte"),
    (DIRECT, "technology_intensity", "Technology intensity", "Teknologiintensitet"),
    (DIRECT, "growth_direction", "Growth direction", "Vekstretning"),
    (DIRECT, "number_of_sites", "Number of sites and geographic spread", "Antall lokasjoner og geografisk spredning"),
    (DIRECT, "business_cycle_stability", "Stability against business cycles", "Stabilitet mot konjunkturer"),
    (
        DIRECT,
        "moderate_purchasing_power",
        "Moderate bargaining power of its purchasing",
        "Moderat forhandlingsmakt i innkjøp",
    ),
    (DIRECT, "competition", "Room left by competitors", "Rom som konkurrentene etterlater"),
    (RELATIONS, "understands_kam", "Understands key account management", "Forstår nøkkelkundearbeid"),
    (RELATIONS, "existing_cooperation", "Existing cooperation", "Eksisterende samarbeid"),
    (RELATIONS, "decides_in_the_country", "Decides in the country", "Beslutter i landet"),
    (RELATIONS, "own_competence", "Moderate competence of its own", "Moderat egen kompetanse"),
    (RELATIONS, "keeps_operations_itself", "Has not outsourced our field", "Har ikke satt ut fagområdet vårt"),
    (RELATIONS, "portfolio_fit", "Fit with our service portfolio", "Samsvar med tjenestene våre"),
    (RELATIONS, "strategic_product_fit", "Fit with our strategic products", "Samsvar med strategiske produkter"),
    (
        RELATIONS,
        "security_demands",
        "Security clearance demands we can meet",
        "Krav til sikkerhetsklarering vi kan møte",
    ),
    (RELATIONS, "bids_won", "History of bids won", "Historikk for vunne anbud"),
    (INDIRECT, "brand_value", "Brand and status value", "Merkevare- og statusverdi"),
    (INDIRECT, "access_to_others", "Gives access to other customers", "Gir tilgang til andre kunder"),
    (INDIRECT, "market_position", "Market position", "Markedsposisjon"),
    (INDIRECT, "reputation_in_the_market", "Reputation in its market", "Omdømme i markedet"),
    (INDIRECT, "reputation_among_suppliers", "Reputation among suppliers", "Omdømme blant leverandører"),
    (INDIRECT, "reuse_of_solutions", "Solutions can be reused for others", "Løsninger kan brukes om igjen for andre"),
    (INDIRECT, "partner_classification", "How our partners classify it", "Hvordan partnerne våre klassifiserer den"),
)
ANCHORS = ("low_en", "low_nb", "middle_en", "middle_nb", "high_en", "high_nb")


def add_library(apps, schema_editor):
    library = apps.get_model("accounts", "LibraryCriterion")
    weighed = apps.get_model("accounts", "WeighedCriterion")
    draft = apps.get_model("accounts", "CriteriaSet").objects.create(name="Capon", number=1)
    for order, (category, slug, weight, name_en, name_nb, *anchors) in enumerate(ANCHORED):
        words = {"category": category, "slug": slug, "name_en": name_en, "name_nb": name_nb, "order": order}
        words |= dict(zip(ANCHORS, anchors, strict=True))
        library.objects.create(**words)
        weighed.objects.create(set=draft, weight=weight, **words)
    library.objects.bulk_create(
        library(category=category, slug=slug, name_en=name_en, name_nb=name_nb, order=order)
        for order, (category, slug, name_en, name_nb) in enumerate(NAMED, len(ANCHORED))
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_attractiveness")]

    operations = [migrations.RunPython(add_library, migrations.RunPython.noop, elidable=False)]
