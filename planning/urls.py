"""Addresses of the start page and what spans all chapters."""

from django.urls import path

from planning.views.demo import demo
from planning.views.home import home
from planning.views.rights import rights

urlpatterns = [
    path("", home, name="home"),
    path("demo/", demo, name="demo"),
    path("rights/", rights, name="rights"),
]
