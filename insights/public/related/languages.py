"""Word stems, and the words that tell nothing, in the language of the site."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer
from babel import Locale
from django.conf import settings

from insights.content.related import RelatedTerm

# Longer than three letters, without case and accents; other languages do without: a word in every text weighs little.
EMPTY = {
    "en": """
about above after again against almost along already also although always among another anything around
because been before being below between both came cannot come could does doing done down during each either else
enough even ever every everything first from gave give given goes going gone have having here herself himself into
itself just keep kept knew know known last later least less like made make makes making many maybe might more most
much must myself need neither never next nothing often once only other others ours ourselves over perhaps quite
rather really said same says seem seen several shall should since some someone something sometimes still such sure
take taken tell than that their theirs them themselves then there these they thing things think this those though
three through together told took toward towards under until upon very want wants well went were what whatever when
where whether which while whom whose will with within without would your yours yourself yourselves
""",
    "de": """
aber alle allem allen aller alles also andere anderem anderen anderer anderes anders auch beide beiden beim bereits
besonders bevor bist bleiben bleibt brauchen braucht dabei dadurch dafur dagegen daher dahin damals damit danach
daneben dann daran darauf daraus darf darin daruber darum darunter dass davon davor dazu dein deine deinem deinen
deiner denen denn dennoch deren derselbe derselben deshalb dessen dich dies diese diesem diesen dieser dieses doch
dort durch durfen eben ebenso eher eigentlich eine einem einen einer eines einfach einige einigen einiger einmal etwa
etwas euch euer eure ganz ganze ganzen geben gegen gehen geht gemacht genau genug gerade gern gewesen gibt ging habe
haben hast hatte hatten heute hier hinter ihnen ihre ihrem ihren ihrer immer indem innerhalb irgendwie jede jedem
jeden jeder jedes jedoch jemand jene jenem jenen jener jetzt kann kaum kein keine keinem keinen keiner konnen konnte
konnten lassen letzte letzten liegt macht machen manche manchem manchen mancher manchmal mehr mein meine meinem meinen
meiner meist mich mochte mochten muss mussen musste mussten nach nachdem naturlich neben nehmen nicht nichts niemand
noch oder ohne schon sehr seine seinem seinen seiner seit selbst sich sicher sind solche solchem solchen solcher soll
sollen sollte sollten sondern sonst sowie uber uberhaupt unser unsere unserem unseren unserer unter viel viele vielem
vielen vieler vielleicht voll vollig vom vorher wahrend wann waren warst warum weil weiter weitere weiteren welche
welchem welchen welcher welches wenig wenige weniger wenn werde werden wieder will wirklich wird wollen wollte wollten
worden wurde wurden zudem zuerst zuletzt zunachst zusammen zwar zwei zwischen
""",
}
_TURN = threading.Lock()  # a stemmer keeps the word it works on


def stem(word: str) -> str:
    """Equal for a word's forms: `mentoring` and `mentors`, `Gespräch` and `Gespräche`."""
    return _stem(word, settings.LANGUAGE_CODE)


def is_empty(word: str) -> bool:
    """Whether it says nothing about a text."""
    return word in _empty(settings.LANGUAGE_CODE)


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    with _TURN:
        return _stemmer(language)(word)[: RelatedTerm.LONGEST]


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Languages that nobody has written rules for keep their words as they are."""
    name = (Locale(language.partition("-")[0]).get_language_name("en") or "").lower()
    return snowballstemmer.stemmer(name).stemWord if name in snowballstemmer.algorithms() else str


@cache
def _empty(language: str) -> frozenset[str]:
    return frozenset(EMPTY.get(language.partition("-")[0], "").split())
