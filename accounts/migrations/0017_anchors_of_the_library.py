"""What 1, 5 and 10 mean on the criteria of the library that came without: raters need a scale they share."""

from django.db import migrations

# slug, then what 1, 5 and 10 mean: English, Norwegian each.
ANCHORS = (
    (
        *("where_profit_is_earned", "Earns nothing on what we could help it with"),
        *("Tjener ingenting på det vi kan hjelpe den med", "Some of its profit rests on what we deliver"),
        *("Noe av fortjenesten bygger på det vi leverer", "Most of its profit is earned where we make a difference"),
        "Mesteparten av fortjenesten tjenes der vi gjør en forskjell",
    ),
    (
        *("users_and_employees", "Fewer than 50"),
        *("Færre enn 50", "Some hundreds"),
        *("Noen hundre", "Several thousand"),
        "Flere tusen",
    ),
    (
        *("technology_intensity", "Could work without technology for days, and will be able to"),
        *(
            "Kan arbeide uten teknologi i dager, og vil fortsatt kunne det",
            "Uses it as most do, a little more each year",
        ),
        *("Bruker det som de fleste, litt mer hvert år", "Lives by it, and will invest much more"),
        "Lever av det, og vil investere mye mer",
    ),
    (
        *("growth_direction", "Shrinks, and has said that it will"),
        *("Krymper, og har sagt at den skal det", "Stands still"),
        *("Står stille", "Grows fast where we are strong"),
        "Vokser raskt der vi er sterke",
    ),
    (
        *("number_of_sites", "One place"),
        *("Ett sted", "A few in one region"),
        *("Noen få i én region", "In all regions, each with needs of its own"),
        "I alle regioner, hver med egne behov",
    ),
    (
        *("business_cycle_stability", "Buys in good years only"),
        *("Kjøper bare i gode år", "Buys somewhat less in bad years"),
        *("Kjøper noe mindre i dårlige år", "Buys as much whatever the economy does"),
        "Kjøper like mye uansett konjunktur",
    ),
    (
        *("moderate_purchasing_power", "A large purchasing department decides by price alone"),
        *("En stor innkjøpsavdeling avgjør bare etter pris", "Negotiates hard, and then keeps its word"),
        *("Forhandler hardt, men holder ord", "Those who use it decide, and pay for what it is worth"),
        "De som bruker det, bestemmer, og betaler det det er verdt",
    ),
    (
        *("competition", "One rival holds nearly everything by long agreements"),
        *("Én konkurrent har nesten alt på lange avtaler", "Several suppliers share it"),
        *("Flere leverandører deler på det", "Nobody else is well placed, or agreements end soon"),
        "Ingen andre står sterkt, eller avtaler går snart ut",
    ),
    (
        *("understands_kam", "Wants the lowest price and no contact"),
        *("Vil ha laveste pris og ingen kontakt", "Likes one to call, no more"),
        *("Liker å ha én å ringe til, ikke mer", "Plans with its suppliers, and opens doors to do so"),
        "Planlegger sammen med leverandørene, og åpner dører for det",
    ),
    (
        *("existing_cooperation", "None yet"),
        *("Ingen ennå", "Single deliveries that went well"),
        *("Enkeltleveranser som har gått bra", "Years of cooperation in several areas"),
        "Mange års samarbeid på flere områder",
    ),
    (
        *("decides_in_the_country", "All is decided abroad"),
        *("Alt blir bestemt i utlandet", "Framework from abroad, choices here"),
        *("Rammer fra utlandet, valg her", "Decides here, with a budget of its own"),
        "Bestemmer her, med eget budsjett",
    ),
    (
        *("own_competence", "Can do everything itself, or too little to order well"),
        *("Kan alt selv, eller for lite til å bestille godt", "Knows its needs in some areas"),
        *("Kjenner behovene sine på noen områder", "Knows what it needs, and leaves to us how"),
        "Vet hva den trenger, og overlater til oss hvordan",
    ),
    (
        *("keeps_operations_itself", "Another supplier runs all of it for years to come"),
        *("En annen leverandør drifter alt i flere år framover", "Parts of it are run by others"),
        *("Deler av det drives av andre", "Runs it itself, and could let us"),
        "Drifter det selv, og kan la oss overta",
    ),
    (
        *("portfolio_fit", "Needs little of what we offer"),
        *("Trenger lite av det vi tilbyr", "Needs about half of it"),
        *("Trenger omtrent halvparten", "Could use everything we offer"),
        "Kan bruke alt vi tilbyr",
    ),
    (
        *("strategic_product_fit", "Buys what we are about to leave"),
        *("Kjøper det vi er på vei ut av", "Looks at what we invest in"),
        *("Ser på det vi satser på", "Wants what we invest in most, now"),
        "Vil ha det vi satser mest på, nå",
    ),
    (
        *("security_demands", "Demands clearance that we cannot get"),
        *("Krever klarering vi ikke kan få", "Demands what we can have in a year"),
        *("Krever noe vi kan ha om et år", "Demands what we have, and few others do"),
        "Krever det vi har, og få andre har",
    ),
    (
        *("bids_won", "We have lost every bid"),
        *("Vi har tapt alle anbud", "We win one in three"),
        *("Vi vinner ett av tre", "We win most of them"),
        "Vi vinner de fleste",
    ),
    (
        *("brand_value", "Nobody would notice the name"),
        *("Ingen ville lagt merke til navnet", "A name people know in its region"),
        *("Et navn folk kjenner i regionen", "A name everybody is proud to serve"),
        "Et navn alle er stolte av å levere til",
    ),
    (
        *("access_to_others", "Leads nowhere"),
        *("Leder ingen steder", "Has introduced us once or twice"),
        *("Har presentert oss for andre en gang eller to", "Opens doors to many we could not reach"),
        "Åpner dører til mange vi ellers ikke når",
    ),
    (
        *("market_position", "Loses ground in its market"),
        *("Taper terreng i markedet sitt", "One of many"),
        *("En av mange", "Leads its market, and stays there"),
        "Leder markedet sitt, og blir der",
    ),
    (
        *("reputation_in_the_market", "Its own customers leave it"),
        *("Dens egne kunder forlater den", "Neither praised nor blamed"),
        *("Verken rost eller kritisert", "Its customers recommend it"),
        "Kundene anbefaler den",
    ),
    (
        *("reputation_among_suppliers", "Known for late payment and quarrels"),
        *("Kjent for sen betaling og krangel", "Correct, and distant"),
        *("Korrekt, men fjern", "Suppliers put their best people there"),
        "Leverandører setter sine beste folk der",
    ),
    (
        *("reuse_of_solutions", "Everything is made for it alone"),
        *("Alt lages for denne kunden alene", "Parts of it serve others too"),
        *("Deler av det kan brukes hos andre", "What we make here sells to many"),
        "Det vi lager her, selger til mange",
    ),
    (
        *("partner_classification", "Of no interest to our partners"),
        *("Uten interesse for partnerne våre", "In their middle class"),
        *("I mellomklassen hos dem", "Among those they put first, with money for it"),
        "Blant dem de setter først, med midler til det",
    ),
)
COLUMNS = ("low_en", "low_nb", "middle_en", "middle_nb", "high_en", "high_nb")


def anchor(apps, schema_editor):
    """Where the house has written nothing itself."""
    library = apps.get_model("accounts", "LibraryCriterion").objects
    for slug, *words in ANCHORS:
        library.filter(slug=slug, **dict.fromkeys(COLUMNS, "")).update(**dict(zip(COLUMNS, words, strict=True)))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0016_words_of_the_library")]

    operations = [migrations.RunPython(anchor, migrations.RunPython.noop, elidable=False)]
