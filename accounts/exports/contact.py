"""Contacts as a table for spreadsheets."""

from django.utils.translation import gettext as _

from accounts.models.contact import ContactQuerySet
from kamplan.exports import Column, Table


def contact_table(contacts: ContactQuerySet) -> Table:
    """Name and account first; the telephone number as it is dialled from abroad."""
    headings = (_("Name"), _("Title"), _("Department"), _("Account"), _("E-mail"), _("Phone"), _("Language"))
    rows = contacts.values_list("name", "title", "department", "account__name", "email", "phone", "language")
    return Table(title=_("Contacts"), columns=tuple(map(Column, headings)), rows=rows.iterator(chunk_size=2000))
