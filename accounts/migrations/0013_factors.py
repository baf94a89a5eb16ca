"""A draft set of seven factors that customers buy by, ready to be published."""

from django.db import migrations

FACTORS = (
    ("quality", 20, "Quality and fit of the solution", "Kvalitet og passform på løsningen"),
    ("cost", 15, "Price and total cost", "Pris og totalkostnad"),
    ("delivery", 15, "Delivery and availability", "Leveranse og tilgjengelighet"),
    ("follow_up", 15, "Service and follow-up", "Service og oppfølging"),
    ("advice", 15, "Knowledge and advice", "Kunnskap og rådgivning"),
    ("trust", 10, "Trust and cooperation", "Tillit og samarbeid"),
    ("renewal", 10, "Innovation and development", "Nyskaping og utvikling"),
)


def add_factors(apps, schema_editor):
    draft = apps.get_model("accounts", "FactorSet").objects.create(name="KAISM", number=1)
    apps.get_model("accounts", "WeighedFactor").objects.bulk_create(
        apps.get_model("accounts", "WeighedFactor")(
            set=draft, slug=slug, weight=weight, name_en=name_en, name_nb=name_nb, order=order
        )
        for order, (slug, weight, name_en, name_nb) in enumerate(FACTORS)
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_relative_strength")]

    operations = [migrations.RunPython(add_factors, migrations.RunPython.noop, elidable=False)]
