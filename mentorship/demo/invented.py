"""Inventing people: names, heritage and languages as they go together in Los Angeles."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentorship import vocabulary
from mentorship.models import Role
from mentorship.services.applications.submission import Answers

SHARE_OF_MENTORS = 0.45


@dataclass(frozen=True)
class Roots:
    """A heritage with the community, languages and names that go with it."""

    heritage: str
    community: str
    languages: tuple[str, ...]
    names: tuple[str, ...]
    hopes: tuple[str, ...]


ROOTS = (
    Roots(
        "Mexican", "latino", ("es",),
        ("Guadalupe R.", "Joaquín Medina", "Xóchitl P.", "Ramiro Ibarra", "Socorro V.",
         "Efraín Cordero", "Maricela T.", "Don Chuy Salas",
         "Lupita Zárate", "Abuela Chelo", "Iván Montes", "Citlali Rojas"),
        ("Quiero hablar en las juntas de la escuela sin miedo.",
         "Me gustaría aprender a organizar a mis vecinos."),
    ),
    Roots(
        "Zapotec, from Oaxaca", "latino", ("zap", "es"),
        ("Nayeli Bautista", "Bernardino G.", "Zenaida Luis", "Eleuterio M.", "Flor Yalálag",
         "Mateo Zurita", "Reyna Cosijoeza"),
        ("Que nuestra lengua se escuche también en las reuniones.",),
    ),
    Roots(
        "K'iche' Maya", "latino", ("quc", "es"),
        ("Ixchel Tzoc", "Diego Sacalxot", "Micaela Us", "Tomás Ajpop",
         "Juana Tum", "Pascual Itzep"),
        ("Quiero interpretar para las familias que hablan k'iche'.",),
    ),
    Roots(
        "Salvadoran", "latino", ("es",),
        ("Yesenia Rivas", "Óscar Menjívar", "Blanca Estela", "Walter Q.", "Roxana Alvarenga",
         "Nelson Ayala", "Dinora Funes", "Chepe Guardado"),
        ("Aprender cómo se forma una coalición.", "Conocer a mis vecinos de otras culturas."),
    ),
    Roots(
        "Honduran and Garifuna", "latino", ("cab", "es"),
        ("Suyapa Norales", "Marlon Arzú", "Wendy Castillo G.",
         "Glenda Bernárdez", "Selvin Mejía"),
        ("Compartir nuestra música y aprender a hablar en público.",),
    ),
    Roots(
        "Peruvian", "latino", ("es", "qu"),
        ("Rosaura Quispe", "Wilfredo H.", "Milagros Chávez", "Percy Huamán",
         "Saturnina Mamani", "Jhon Paredes"),
        ("Quisiera contar nuestras historias y escuchar otras.",),
    ),
    Roots(
        "Chinese", "asian", ("cmn",),
        ("陈美玲", "Uncle Zhao", "刘建国", "王晓雯", "Grace Lin-Wu", "张志强",
         "Meiling Hou", "孙丽华", "Old Mr. Fang"),
        ("我想帮助邻居了解自己的权利。", "希望认识别的社区的朋友。"),
    ),
    Roots(
        "Cantonese", "asian", ("yue",),
        ("黃淑儀", "Auntie Wai", "梁家明", "Kenneth Szeto",
         "陳大文", "Wing Yan Lau"),
        ("想學怎樣在會議上發言。",),
    ),
    Roots(
        "Taiwanese", "asian", ("cmn", "nan"),
        ("林雅婷", "Sharon Hsieh", "蔡宗翰",
         "許淑芬", "Jerry Kuo"),
        ("想一起煮菜、分享故事。",),
    ),
    Roots(
        "Korean", "asian", ("ko",),
        ("김은정", "박상훈", "Halmoni Yoon", "이수진", "Daniel Cho",
         "정하늘 씨", "Ms. Kang", "최영희"),
        ("세입자 권리를 배우고 싶어요.", "한국어와 스페인어를 서로 가르쳐 주고 싶어요."),
    ),
    Roots(
        "Filipino", "asian", ("fil",),
        ("Ligaya Santos", "Kuya Rodel", "Marivic D.", "Tita Baby Cruz", "Crisanto Abad",
         "Nanay Luz", "Jun-Jun Reyes", "Amihan Torres"),
        ("Gusto kong matutong magsalita para sa mga manggagawa.",),
    ),
    Roots(
        "Vietnamese", "asian", ("vi",),
        ("Cô Hạnh", "Nguyễn Thu", "Bác Trường", "Lê Minh Châu", "Thảo Vy",
         "Ông Tám", "Kiều Oanh", "Phúc Đinh"),
        ("Tôi muốn học cách nói trước đám đông.",),
    ),
    Roots(
        "Cambodian", "asian", ("km",),
        ("Sokha Prak", "ចាន់ថា", "Bopha Keo", "Rithy Sam",
         "Chenda Mao", "Ming Srey"),
        ("Meet other families who left home behind, and cook together.",),
    ),
    Roots(
        "Thai", "asian", ("th",),
        ("สมหญิง", "Somchai K.", "นภัสสร",
         "Khun Malee", "ประเสริฐ"),
        ("อยากเรียนรู้เรื่องสิทธิของคนงาน",),
    ),
    Roots(
        "Japanese", "asian", ("ja",),
        ("佐藤恵子", "Obaachan Mori", "田中直樹", "Emiko Hara",
         "Ken Tanabe", "高橋さくら"),
        ("強制収容の記憶を語り継ぎたい。",),
    ),
    Roots(
        "Indian", "asian", ("hi", "pa"),
        ("सुनीता देवी", "Harpreet G.", "अर्जुन मेहता", "Lakshmi Rao",
         "Jaswinder K.", "प्रिया जोशी"),
        ("पड़ोसियों के साथ मिलकर आवाज़ उठाना सीखना चाहती हूँ।",),
    ),
    Roots(
        "Bangladeshi", "asian", ("bn",),
        ("ফারহানা", "Rafiq Miah", "নাসরিন আক্তার",
         "Shirin Begum", "Tanvir H."),
        ("শ্রমিকদের অধিকার নিয়ে শিখতে চাই।",),
    ),
    Roots(
        "Hmong", "asian", ("hmn",),
        ("Mai Yer Vang", "Tou Ger Xiong", "Pa Houa Lor",
         "Kaozong Moua", "Chue Feng Her"),
        ("Tell our elders' stories, and hear the stories of others.",),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """One invented person's application."""

    email: str
    role: Role
    answers: Answers


def invent(dice: random.Random) -> Iterator[Invented]:
    """Invent everybody of the round, each name once, a little under half of them mentors."""
    everyone = _shuffled_names(dice)
    mentors = round(len(everyone) * SHARE_OF_MENTORS)
    for number, (roots, name) in enumerate(everyone):
        role = Role.MENTOR if number < mentors else Role.MENTEE
        yield Invented(f"person{number:03}@example.org", role, _answers(dice, role, roots, name))


def _shuffled_names(dice: random.Random) -> list[tuple[Roots, str]]:
    everyone = [(roots, name) for roots in ROOTS for name in roots.names]
    dice.shuffle(everyone)
    return everyone


def _answers(dice: random.Random, role: Role, roots: Roots, name: str) -> Answers:
    fluent = [{"language": code, "comfort": "fluent"} for code in roots.languages]
    if dice.random() < 0.8:
        fluent.append({"language": "en", "comfort": "comfortable"})
    if dice.random() < 0.2 and "es" not in roots.languages:
        fluent.append({"language": "es", "comfort": dice.choice(["comfortable", "learning"])})
    communities = ["asian", "latino"] if dice.random() < 0.08 else [roots.community]
    online_only = dice.random() < 0.12
    area = vocabulary.ONLINE_ONLY if online_only else dice.choice(list(vocabulary.AREA_NAMES))
    modes = ["online"] if online_only else dice.choice([["in_person"], ["in_person", "online"]])
    profile: dict[str, Any] = {
        "name": name,
        "phone": f"+1 213 555 0{dice.randrange(100, 200)}" if dice.random() < 0.5 else "",
        "communities": communities,
        "heritage": roots.heritage,
        "languages": fluent,
        "area": area,
        "modes": modes,
        "availability": _some(dice, vocabulary.TIMES, 4, 9),
        "topics": _some(dice, vocabulary.TOPICS, 2, 6),
        "interests": _some(dice, vocabulary.INTERESTS, 2, 6),
        "dislikes": _some(dice, vocabulary.DISLIKES, 0, 3),
        "hope": dice.choice(roots.hopes) if dice.random() < 0.8 else "",
        "not_with": "",
    }
    places = dice.choice((1, 1, 2, 3)) if role is Role.MENTOR else 1
    return Answers(profile=profile, places=places)


def _some(dice: random.Random, labels: vocabulary.Labels, least: int, most: int) -> list[str]:
    chosen = set(dice.sample(list(labels), dice.randint(least, most)))
    return [code for code in labels if code in chosen]
