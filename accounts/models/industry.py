"""Industries: the sections of the standard industrial classification (SN2007, the same letters as NACE)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Industry(models.TextChoices):
    """What the customer lives by."""

    AGRICULTURE = "A", _("Agriculture, forestry and fishing")
    MINING = "B", _("Mining, oil and gas extraction")
    MANUFACTURING = "C", _("Manufacturing")
    ENERGY = "D", _("Electricity, gas and heat supply")
    WATER = "E", _("Water supply, sewerage and waste")
    CONSTRUCTION = "F", _("Construction")
    TRADE = "G", _("Wholesale and retail trade")
    TRANSPORT = "H", _("Transportation and storage")
    HOSPITALITY = "I", _("Accommodation and food service")
    INFORMATION = "J", _("Information and communication")
    FINANCE = "K", _("Finance and insurance")
    PROPERTY = "L", _("Real estate")
    PROFESSIONAL = "M", _("Professional, scientific and technical services")
    ADMINISTRATIVE = "N", _("Administrative and support services")
    GOVERNMENT = "O", _("Public administration and defence")
    EDUCATION = "P", _("Education")
    HEALTH = "Q", _("Health and social work")
    CULTURE = "R", _("Arts, entertainment and recreation")
    OTHER = "S", _("Other services")
