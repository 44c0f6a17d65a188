"""Rules for choosing a password."""

import pytest

from mentorship.programme import shipped
from mentorship.services.accounts import passwords

pytestmark = pytest.mark.usefixtures("runtime")

GUESSED_FIRST = {
    "English": [
        "password1234", "PASSWORD1234", "iloveyou2026", "letmeinletmein", "godisgood777",
        "welcome12345", "1qaz2wsx3edc", "qwertyuiop12",
    ],
    "Spanish": [
        "tequieromucho", "TeQuieroMucho!", "contraseña123", "c0ntr4s3ñ4123", "contrasena2026",
        "teamomiamor12", "miamoreterno1", "diosesamor123", "virgendeguadalupe", "holamundo1234",
        "mariaguadalupe", "josemaria1985", "unodostrescuatro", "sisepuede2026", "miclavesecreta",
        "te amo mamá y papá", "vivaMéxico2026", "garciahernandez",
    ],
    "Chinese": [
        "woaini1314520", "woaini123456", "mimamimamima", "laopowoaini520", "wo ai ni yi sheng",
        "我爱你我爱你我爱你我爱你", "我爱你一生一世12345", "我的密码123456789", "恭喜发财88888888",
        "gongxifacai88",
    ],
    "Korean": [
        "saranghae1234", "사랑해사랑해사랑해사랑해", "비밀번호123456789", "tkfkdgotkfkdgo",
        "qlalfqjsgh12", "dkssudgktpdy1", "oppasaranghae", "대한민국코리아타운2026",
    ],
    "Vietnamese": [
        "matkhau12345", "anhyeuem1234", "anhyêuemnhiềulắm", "tôi yêu việt nam", "giadinhtoi2026",
        "nguyenvan1990",
    ],
    "Filipino": [
        "mahalkita1234", "mahalkitamahalkita", "mahal ko ang pamilya ko", "salamatsadiyos",
        "pinoyako2026!", "kamustakamusta",
    ],
    "Japanese": [
        "aishiteru1234", "daisukidaisuki", "パスワード12345678", "愛してる愛してる愛してる",
        "arigatou12345",
    ],
    "Thai": ["chanrakthoe12", "sawasdeekrub1", "ฉันรักเธอฉันรักเธอ", "khobkhunkrub1"],
    "Khmer": ["bongsrolanhoun", "knhomsralanhneak", "ខ្ញុំស្រលាញ់អ្នក12", "kampuchea2026"],
    "Hindi": ["jaishreeram108", "merabharatmahan", "namaste123456", "मेरा भारत महान १२३"],
    "Indonesian": ["akucintakamu1", "katasandi1234"],
    "the programme": [
        "commonthread1", "mentormentor12", "hilo común 2026", "mentee-mentor-1", "rotnemrotnem12",
        "c0mm0nthr34d!!",
    ],
    "places": ["koreatown2026", "boyleheights1", "Little Tokyo 90012", "K0r34t0wn!2026",
               "losangeles213"],
}  # fmt: skip
CASES = [(language, word) for language, words in GUESSED_FIRST.items() for word in words]


@pytest.mark.parametrize(("_language", "password"), CASES)
def test_what_is_guessed_first_is_refused(_language: str, password: str) -> None:
    assert len(passwords.normalize_password(password)) >= passwords.MIN_LENGTH
    assert "guessed first" in (passwords.password_problem(password) or "")


@pytest.mark.parametrize("area", shipped().area_names.values())
def test_no_place_of_the_form_makes_a_password(area: str) -> None:
    for password in (f"{area} 90012 2026", f"{area}{area}{area}"):
        assert "guessed first" in (passwords.password_problem(password) or "")


@pytest.mark.parametrize(
    "password",
    [
        "nopal guitarra lluvia", "silla verde nube martillo", "cebolla tornillo faro",
        "amarillo zapato lluvia", "cuaderno trueno jabón", "correct horse battery",
        "purple monkey dishwasher", "window carpet lemon", "river candle tiger spoon",
        "maple-rocket-button", "기타 국수 바다 노래 하늘", "k7Vq2mZpX9tR",
        "miamor nopal guitarra tren",
        "海苔自転車鉛筆電話牛乳時計",
    ],
)  # fmt: skip
def test_three_or_four_unrelated_words_make_a_good_password(password: str) -> None:
    assert passwords.password_problem(password, "maria.garcia@example.org") is None


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("x" * (passwords.MIN_LENGTH - 1), "at least 12"),
        ("x" * (passwords.MAX_LENGTH + 1), "at most 200"),
        ("a\u0300\u0316" * 200_000, "at most 200"),
    ],
)
def test_a_password_of_the_wrong_length_is_refused_with_the_reason(
    password: str, message: str
) -> None:
    assert message in (passwords.password_problem(password) or "")


NAMES = {
    "maria.garcia.lopez@example.org": [
        "maria.garcia.lopez@example.org", "maria.garcia.lopez", "MariaGarciaLopez2026",
        "lopezgarciamaria", "m4r14.g4rc14.l0p3z", "zepol.aicrag.airam", "maríagarcíalópez",
        "example.org2026",
    ],
    "xochiquetzal@example.org": ["xochiquetzal", "xochiquetzal1", "xochixochixochi"],
    "xochiquetzal-4821": ["xochiquetzal-4821", "xochiquetzal2026", "4821xochiquetzal"],
    "kwonjihoon@naver.com": ["kwonjihoon12", "ｋｗｏｎｊｉｈｏｏｎ２０２６", "jihoonkwon1990"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "password"), [(name, word) for name, words in NAMES.items() for word in words]
)
def test_a_password_made_of_the_sign_in_name_is_refused(name: str, password: str) -> None:
    assert "guessed first" in (passwords.password_problem(password, name) or "")


def test_unicode_forms_of_a_password_are_the_same_password() -> None:
    assert passwords.normalize_password("e\u0301") == passwords.normalize_password("\u00e9")


def test_a_long_text_is_refused_before_it_is_normalized(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []

    def normalize(text: str) -> str:
        lengths.append(len(text))
        return text

    monkeypatch.setattr(passwords, "normalize_password", normalize)
    passwords.password_problem("a" + "\u0300\u0316" * 200_000)
    passwords.password_problem("x" * passwords.MAX_TYPED_LENGTH)
    assert lengths == [passwords.MAX_TYPED_LENGTH]
