"""Changes of the languages that people can say they speak, and of their groups."""

from dataclasses import replace

from mentorship.programme import LanguageGroup, Programme, Texts


def offer_language(programme: Programme, code: str, *, offered: bool) -> Programme:
    groups = {}
    for key, group in programme.languages.items():
        codes, former = list(group.codes), list(group.former_codes)
        source, target = (former, codes) if offered else (codes, former)
        if code in source:
            source.remove(code)
            target.append(code)
        groups[key] = replace(group, codes=tuple(codes), former_codes=tuple(former))
    return replace(programme, languages=groups)


def add_language(
    programme: Programme, code: str, group: str, names: Texts | None = None
) -> Programme:
    """Offer another language in a group; one that nobody else names has names of its own."""
    changed = programme.languages[group]
    groups = {**programme.languages, group: replace(changed, codes=(*changed.codes, code))}
    own_names = {} if names is None else {code: names}
    return replace(
        programme, languages=groups, language_names={**programme.language_names, **own_names}
    )


def put_language_group(programme: Programme, code: str, labels: Texts) -> Programme:
    """Name a group of languages, or add it without languages."""
    group = programme.languages.get(code, LanguageGroup(labels, (), ()))
    return replace(
        programme, languages={**programme.languages, code: replace(group, labels=labels)}
    )
