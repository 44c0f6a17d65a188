"""Which of our topics the terms of other taxonomies mean, by words in their names."""

from mentorship.services.name_folding import fold_name

TOPICS_BY_WORDS = {
    "immigration": "immigration immigrant immigrants asylum naturalization visa inmigracion",
    "detention": "detention detainee deportation removal bond raids detencion",
    "work_rights": "wage wages labor workplace employer discrimination laboral",
    "tenant_law": "tenant tenants eviction landlord inquilinos desalojo",
    "family_law": "custody divorce guardianship custodia",
    "other_law": "legal lawyer attorney law abogado",
    "food": "food meal meals grocery groceries pantry comida alimentos",
    "housing": "housing rent rental vivienda",
    "shelter": "shelter homeless albergue refugio",
    "health": "health medical clinic dental doctor salud",
    "mental_health": "mental counseling counselling therapy psychological terapia",
    "children": "child children childcare school youth kids ninos escuela",
    "jobs": "job jobs employment vocational career empleo trabajo",
    "money": "cash financial utility utilities bill dinero",
    "language_classes": "esl english literacy ingles",
    "paperwork": "documents forms notary tax taxes tramites",
    "hotline": "hotline helpline linea",
    "rapid_response": "rapid respuesta",
    "violence": "violence abuse domestic violencia",
    "family_separated": "separated separation reunification",
}
_TOPIC_OF_WORD = {word: topic for topic, words in TOPICS_BY_WORDS.items() for word in words.split()}


def topics_named(text: str) -> list[str]:
    """Return our topics that the name of a term speaks of.

    >>> topics_named("Immigration/Naturalization Legal Services"), topics_named("Astronomy")
    (['immigration', 'other_law'], [])
    """
    words = fold_name(text).replace(",", " ").split()
    return list(dict.fromkeys(_TOPIC_OF_WORD[word] for word in words if word in _TOPIC_OF_WORD))
