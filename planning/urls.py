"""Addresses of the start page and what spans all chapters."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
