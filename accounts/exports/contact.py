"""Contacts as a table for spreadsheets."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models.contact import ContactQuerySet
from kamplan.exports import Column, Table


def contact_table(contacts: ContactQuerySet) -> Table:
    """Name and account first; the telephone number as it is dialled from abroad."""
    headings = (_("Name"), _("Title"), _("Department"), _("Account"), _("E-mail"), _("Phone"), _("Language"))
    columns = contacts.values_list("name", "title", "department", "account__name", "email", "phone", "language")
    languages = dict(settings.LANGUAGES)
    rows = ((*rest, languages.get(code, code)) for *rest, code in columns.iterator(chunk_size=2000))
    return Table(title=_("Contacts"), columns=tuple(map(Column, headings)), rows=rows)
