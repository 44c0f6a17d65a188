"""Invent people: names, heritage and languages as they go together in Los Angeles."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentorship import vocabulary
from mentorship.models import Role
from mentorship.questions import MultipleChoiceQuestion, NumberQuestion, questions_for
from mentorship.runtime import current_runtime
from mentorship.services.applications.submission import Submission

MENTOR_SHARE = 0.45
# No example and no test uses this domain: a sheet to try the import with finds nobody here.
EMAIL_DOMAIN = "demonstration.example.org"


@dataclass(frozen=True)
class Background:
    """A heritage with the community, languages and names that go with it."""

    heritage: str
    community: str
    languages: tuple[str, ...]
    names: tuple[str, ...]
    goals: tuple[str, ...]


BACKGROUNDS = (
    Background(
        "Mexican", "latino", ("es",),
        ("Guadalupe R.", "Joaquín Medina", "Xóchitl P.", "Ramiro Ibarra", "Socorro V.",
         "Efraín Cordero", "Maricela T.", "Don Chuy Salas",
         "Lupita Zárate", "Abuela Chelo", "Iván Montes", "Citlali Rojas"),
        ("Quiero hablar en las juntas de la escuela sin miedo.",
         "Me gustaría aprender a organizar a mis vecinos."),
    ),
    Background(
        "Zapotec, from Oaxaca", "latino", ("zap", "es"),
        ("Nayeli Bautista", "Bernardino G.", "Zenaida Luis", "Eleuterio M.", "Flor Yalálag",
         "Mateo Zurita", "Reyna Cosijoeza"),
        ("Que nuestra lengua se escuche también en las reuniones.",),
    ),
    Background(
        "K'iche' Maya", "latino", ("quc", "es"),
        ("Ixchel Tzoc", "Diego Sacalxot", "Micaela Us", "Tomás Ajpop",
         "Juana Tum", "Pascual Itzep"),
        ("Quiero interpretar para las familias que hablan k'iche'.",),
    ),
    Background(
        "Salvadoran", "latino", ("es",),
        ("Yesenia Rivas", "Óscar Menjívar", "Blanca Estela", "Walter Q.", "Roxana Alvarenga",
         "Nelson Ayala", "Dinora Funes", "Chepe Guardado"),
        ("Aprender cómo se forma una coalición.", "Conocer a mis vecinos de otras culturas."),
    ),
    Background(
        "Honduran and Garifuna", "latino", ("cab", "es"),
        ("Suyapa Norales", "Marlon Arzú", "Wendy Castillo G.",
         "Glenda Bernárdez", "Selvin Mejía"),
        ("Compartir nuestra música y aprender a hablar en público.",),
    ),
    Background(
        "Peruvian", "latino", ("es", "qu"),
        ("Rosaura Quispe", "Wilfredo H.", "Milagros Chávez", "Percy Huamán",
         "Saturnina Mamani", "Jhon Paredes"),
        ("Quisiera contar nuestras historias y escuchar otras.",),
    ),
    Background(
        "Chinese", "asian", ("cmn",),
        ("陈美玲", "Uncle Zhao", "刘建国", "王晓雯", "Grace Lin-Wu", "张志强",
         "Meiling Hou", "孙丽华", "Old Mr. Fang"),
        ("我想帮助邻居了解自己的权利。", "希望认识别的社区的朋友。"),
    ),
    Background(
        "Cantonese", "asian", ("yue",),
        ("黃淑儀", "Auntie Wai", "梁家明", "Kenneth Szeto",
         "陳大文", "Wing Yan Lau"),
        ("想學怎樣在會議上發言。",),
    ),
    Background(
        "Taiwanese", "asian", ("cmn", "nan"),
        ("林雅婷", "Sharon Hsieh", "蔡宗翰",
         "許淑芬", "Jerry Kuo"),
        ("想一起煮菜、分享故事。",),
    ),
    Background(
        "Korean", "asian", ("ko",),
        ("김은정", "박상훈", "Halmoni Yoon", "이수진", "Daniel Cho",
         "정하늘 씨", "Ms. Kang", "최영희"),
        ("세입자 권리를 배우고 싶어요.", "한국어와 스페인어를 서로 가르쳐 주고 싶어요."),
    ),
    Background(
        "Filipino", "asian", ("fil",),
        ("Ligaya Santos", "Kuya Rodel", "Marivic D.", "Tita Baby Cruz", "Crisanto Abad",
         "Nanay Luz", "Jun-Jun Reyes", "Amihan Torres"),
        ("Gusto kong matutong magsalita para sa mga manggagawa.",),
    ),
    Background(
        "Vietnamese", "asian", ("vi",),
        ("Cô Hạnh", "Nguyễn Thu", "Bác Trường", "Lê Minh Châu", "Thảo Vy",
         "Ông Tám", "Kiều Oanh", "Phúc Đinh"),
        ("Tôi muốn học cách nói trước đám đông.",),
    ),
    Background(
        "Cambodian", "asian", ("km",),
        ("Sokha Prak", "ចាន់ថា", "Bopha Keo", "Rithy Sam",
         "Chenda Mao", "Ming Srey"),
        ("Meet other families who left home behind, and cook together.",),
    ),
    Background(
        "Thai", "asian", ("th",),
        ("สมหญิง", "Somchai K.", "นภัสสร",
         "Khun Malee", "ประเสริฐ"),
        ("อยากเรียนรู้เรื่องสิทธิของคนงาน",),
    ),
    Background(
        "Japanese", "asian", ("ja",),
        ("佐藤恵子", "Obaachan Mori", "田中直樹", "Emiko Hara",
         "Ken Tanabe", "高橋さくら"),
        ("強制収容の記憶を語り継ぎたい。",),
    ),
    Background(
        "Indian", "asian", ("hi", "pa"),
        ("सुनीता देवी", "Harpreet G.", "अर्जुन मेहता", "Lakshmi Rao",
         "Jaswinder K.", "प्रिया जोशी"),
        ("पड़ोसियों के साथ मिलकर आवाज़ उठाना सीखना चाहती हूँ।",),
    ),
    Background(
        "Bangladeshi", "asian", ("bn",),
        ("ফারহানা", "Rafiq Miah", "নাসরিন আক্তার",
         "Shirin Begum", "Tanvir H."),
        ("শ্রমিকদের অধিকার নিয়ে শিখতে চাই।",),
    ),
    Background(
        "Hmong", "asian", ("hmn",),
        ("Mai Yer Vang", "Tou Ger Xiong", "Pa Houa Lor",
         "Kaozong Moua", "Chue Feng Her"),
        ("Tell our elders' stories, and hear the stories of others.",),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class InventedApplication:
    """The application of an invented person."""

    email: str
    role: Role
    submission: Submission


def invent_applications(rng: random.Random) -> Iterator[InventedApplication]:
    """Yield the applications of a round: each name once, a little under half of them mentors."""
    people = _shuffled_people(rng)
    mentors = round(len(people) * MENTOR_SHARE)
    for number, (background, name) in enumerate(people):
        role = Role.MENTOR if number < mentors else Role.MENTEE
        answers = _answers(rng, role, background, name)
        yield InventedApplication(f"person{number:03}@{EMAIL_DOMAIN}", role, Submission(answers))


def _shuffled_people(rng: random.Random) -> list[tuple[Background, str]]:
    people = [(background, name) for background in BACKGROUNDS for name in background.names]
    rng.shuffle(people)
    return people


CHOICE_COUNTS = {"availability": (4, 9), "topics": (2, 6), "interests": (2, 6)}
"""The smallest and largest number of choices that somebody checks."""
DEFAULT_CHOICE_COUNTS = (0, 3)


def _answers(rng: random.Random, role: Role, background: Background, name: str) -> dict[str, Any]:
    """Answer what depends on the background, and every other question at random by its type."""
    answers = _personal_answers(rng, background, name)
    for question in questions_for(role):
        if question.name in answers:
            continue
        if isinstance(question, MultipleChoiceQuestion):
            counts = CHOICE_COUNTS.get(question.name, DEFAULT_CHOICE_COUNTS)
            answers[question.name] = _sample(rng, question, *counts)
        elif isinstance(question, NumberQuestion):
            answers[question.name] = rng.choice((1, 1, 2, 3))
        else:
            answers[question.name] = question.blank
    return answers


def _personal_answers(rng: random.Random, background: Background, name: str) -> dict[str, Any]:
    languages = [{"language": code, "comfort": "fluent"} for code in background.languages]
    if rng.random() < 0.8:
        languages.append({"language": "en", "comfort": "comfortable"})
    if rng.random() < 0.2 and "es" not in background.languages:
        languages.append({"language": "es", "comfort": rng.choice(["comfortable", "learning"])})
    communities = ["asian", "latino"] if rng.random() < 0.08 else [background.community]
    online_only = rng.random() < 0.12
    area = (
        vocabulary.ONLINE_ONLY
        if online_only
        else rng.choice(list(current_runtime().programme.area_names))
    )
    modes = ["online"] if online_only else rng.choice([["in_person"], ["in_person", "online"]])
    return {
        "name": name,
        "phone": f"+1 213 555 0{rng.randrange(100, 200)}" if rng.random() < 0.5 else "",
        "communities": communities,
        "heritage": background.heritage,
        "languages": languages,
        "area": area,
        "modes": modes,
        "goals": rng.choice(background.goals) if rng.random() < 0.8 else "",
    }


def _sample(
    rng: random.Random, question: MultipleChoiceQuestion, minimum: int, maximum: int
) -> list[str]:
    chosen = set(rng.sample(list(question.labels), rng.randint(minimum, maximum)))
    return [code for code in question.labels if code in chosen]
