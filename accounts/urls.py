"""Addresses of who: accounts, contacts, teams, users, units."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
