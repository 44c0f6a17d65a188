"""Sensitive text is found in sentences that contain it, and in no others."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.sensitive_text import Kind, find_sensitive_text
from mentorship.sensitive_text.status_terms import ENTRIES, LANGUAGES

# The sensitive part of each sentence is in brackets.
STATUS = {
    "en": [
        "I am [undocumented] and want to study.",
        "My mom is [UNDOCUMENTED]",
        "We [overstayed] years ago.",
        "She came on a [tourist visa] in 2009.",
        "My [visa expired].",
        "I have [DACA] and I dance.",
        "As a [dreamer] I know this.",
        "I applied for [asylum] last year.",
        "We have [TPS] since 2001.",
        "My dad was [deported].",
        "afraid of [deportation]",
        "[ICE] was at our door.",
        "He was picked up [by ice].",
        "I have [no papers].",
        "They [don’t have papers].",
        "an [illegal immigrant]",
        "on [H-1B] now", "on [H1B] now", "on [h 1b] now",
        "a [U visa] for victims", "a [T-visa] too",
        "got my [green card]", "a [green-card]", "a [greencard]",
        "I am a [permanent resident].",
        "my [immigration status]",
        "not a [US citizen]",
        "without a [work permit]",
    ],
    "es": [
        "Soy [indocumentada] y estudio.", "somos [indocumentad@s]", "gente [indocumentadx]",
        "Estoy [sin papeles].", "[No tengo papeles], pero sí ganas.",
        "Vino [la migra] al barrio.", "[LA MIGRA]",
        "Tengo [residencia].", "Ya casi la [ciudadanía].", "la [ciudadania]",
        "Perdí [la mica].", "Me llegó el [permiso de trabajo].",
        "Pedimos [asilo político].", "Pedimos [asilo].",
        "Tengo [TPS].", "Tengo [daca] desde 2013.",
        "A mi tío lo [deportaron].", "miedo a la [deportación]", "que no [me deporten]",
        "[se me venció la visa]",
        "mi [estatus migratorio]", "[Crucé la frontera] a pie.",
    ],
    "zh_Hans": ["我[没有身份]，想学英语。", "我的[签证过期]了", "他拿了[绿卡]", "在申请[政治庇护]",
                "怕被[遣返]", "[移民局]来了", "我是[无证移民]", "有[DACA]的朋友", "我有[H1B]"],
    "zh_Hant": ["我[沒有身分]，想學英語。", "我的[簽證過期]了", "他拿了[綠卡]", "在申請[政治庇護]",
                "怕被[遣返]", "[移民局]來了", "我是[無證移民]"],
    "ko": ["저는 [서류미비자]예요.", "저는 [서류 미비자]예요.", "[불법체류]", "[학생비자]가 있어요",
           "[영주권]이 없어요", "[추방]이 무서워요", "[이민국]에서 왔어요", "[망명]을 신청했어요",
           "[체류 신분]"],
    "vi": ["Tôi [không có giấy tờ].", "toi [khong co giay to]", "[thẻ xanh] của tôi",
           "sợ bị [trục xuất]",
           "[xin tị nạn]", "[visa hết hạn]",
           "[tình trạng di trú] của tôi", "[sở di trú]"],
    "fil": ["[Walang papeles] ang nanay ko.", "[Wala akong papel].", "[TNT ako] dito.",
            "[tago nang tago]", "[Na-deport] siya.", "[Paso na ang visa] ko.",
            "takot sa [deportasyon]", "may [green card] na"],
    "ja": ["父は[オーバーステイ]です。", "[在留資格]がありません", "[ビザ]が切れました", "[ﾋﾞｻﾞ]",
           "[グリーンカード]を待っています", "[強制送還]が怖い", "[難民申請]中です", "[入管]が来た",
           "[永住権]がない"],
    "pt": ["Estou [sem documentos].", "[Não tenho papéis], mas…", "o [visto venceu]",
           "a [cidadania]", "a [deportação]", "a [situação migratória]"],
    "km": ["ខ្ញុំ[គ្មានឯកសារ]។", "ខ្ញុំរង់ចាំ[កាតបៃតង]។", "[វីសា]", "[ជនភៀសខ្លួន]"],
    "th": ["ฉัน[ไม่มีเอกสาร]", "[วีซ่าขาด]มาสามปีแล้ว", "ถูก[เนรเทศ]", "[ผู้ลี้ภัย]"],
    "id": ["Saya [tanpa dokumen].", "Kakak saya [dideportasi].", "[Izin tinggal] saya habis."],
}  # fmt: skip

NUMBERS = [
    "my ssn [123-45-6789]", "[123 45 6789]", "[123.45.6789]", "ssn: [123456789]",
    "itin [912-34-5678]",
    "SSN is [123456789], ok", "[１２３-４５-６７８９]", "mi seguro social es [123456789]",
    "[A123456789]", "[A-12345678]", "[A#123456789]", "[A 123 456 789]", "[A123-456-789]",
    "receipt [IOE0912345678]", "[EAC2190012345]", "[WAC-21-900-12345]", "[MSC 2190012345]",
    "passport [G12345678]", "[E12345678]", "[TR1234567]", "[P1234567A]", "护照号码[E12345678]",
    "hộ chiếu số [C1234567]", "여권 번호 [M12345678]", "passport no. [123456789]",
    "license [B1234567]", "driver's license number: [Y7654321]",
    "CURP [GOMC900101MDFRRL09]", "RFC [GOMC900101AB1]", "matrícula consular [1234567]",
    "CPF [123.456.789-09]", "paspor [C1234567]", "KTP [123456789]", "หนังสือเดินทาง [AA1234567]",
    "លិខិតឆ្លងដែន [N01234567]", "passaporte número [FA123456]",
    "[2345 67890 0101]", "[01234567-8]", "[110101199001011234]", "[900101-2345678]",
]  # fmt: skip

HARMLESS = [
    # words of community work
    "I want to learn to help immigrants.", "immigration law interests me", "Know your rights",
    "Quiero ayudar a los inmigrantes.", "derechos de los migrantes", "我想帮助移民",
    "이민자를 돕고 싶어요",
    "Tôi muốn giúp người nhập cư.", "Gusto kong tumulong sa mga imigrante.", "移民を助けたい",
    "We organize against raids.", "I speak at the city council.", "a lawyer",
    # the same letters, another meaning
    "I read the newspapers.", "I grade papers at school.", "We make ice cream.", "ice hockey",
    "Ice is nice.", "nice", "police", "justice", "my Visa card", "tarjeta Visa", "vice versa",
    "el deporte", "deportes y baile", "soy deportista", "un equipo deportivo", "documentales",
    "Mica is my cat.", "química", "vis-à-vis", "asilo de ancianos", "residencia médica",
    "residente de Boyle Heights", "la Virgen", "illegal parking", "rent hikes are illegal",
    "senior citizens", "participación ciudadana",
    "소비자 운동", "바다카페에 가요", "ピザが好き", "庇护所", "没有无证据的事", "身份",
    "los papeles pintados",
    "In status meetings I listen.", "A dream", "Mira, la migración de las mariposas",
    # telephone numbers
    "+1 213 555 0142", "+1-213-555-0142", "+12135550142", "1 213 555 0142", "(213) 555-0142",
    "213-555-0142", "213.555.0142", "213 555 0142", "2135550142", "555-0142", "5550142",
    "Lin 213 555 0142", "tel 2135550142", "Tel2135550142", "llámame a 213 555 0142",
    "+52 55 1234 5678", "55 1234 5678", "+52 1 55 1234 5678", "+503 2222 3333",
    "+86 138 1234 5678", "13812345678", "010-1234-5678", "+82 10 1234 5678", "02-123-4567",
    "090-1234-5678", "03-1234-5678", "0466-12-3456", "+81 466-12-3456", "+81-466-12-3456",
    "0912 345 678", "0912345678", "0917 123 4567", "+63 917 123 4567", "２１３-５５５-０１４２",
    "my social circle, call 213 555 0142", "lost my passport, call 2135550142",
    # dates, years, prices, places, times
    "2024-01-15", "01/15/2024", "1/15/24", "15.01.2024", "since 1999", "1999-2005", "20240115",
    "$1,200", "$123,456,789", "1 200 000", "90012", "90012-1234", "CA 90033", "at 6:30", "Room A12",
    "101 freeway", "Highway 10", "24/7", "10-12 people", "I-10", "B-52s", "100%", "bus 720",
    "zoom 812 3456 7890", "5 kids, 3 dogs", "COVID-19", "MP3", "H2O", "vitamin B-12", "route 66",
]  # fmt: skip


def found_in(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in find_sensitive_text(text)]


def expected(sentence: str) -> tuple[str, list[str]]:
    """Return a sentence without its brackets, and what is between them."""
    before, _, rest = sentence.partition("[")
    inner, _, after = rest.partition("]")
    return before + inner + after, [inner]


def test_every_language_of_the_list_has_examples() -> None:
    assert set(STATUS) == set(LANGUAGES)


@pytest.mark.parametrize("sentence", [text for sentences in STATUS.values() for text in sentences])
def test_status_terms_are_found_completely(sentence: str) -> None:
    text, found = expected(sentence)
    assert found_in(text) == found
    assert {finding.kind for finding in find_sensitive_text(text)} == {Kind.STATUS}


@pytest.mark.parametrize("sentence", NUMBERS)
def test_id_numbers_are_found(sentence: str) -> None:
    text, found = expected(sentence)
    numbers = [finding for finding in find_sensitive_text(text) if finding.kind is Kind.NUMBER]
    assert [text[number.start : number.end] for number in numbers] == found


@pytest.mark.parametrize("sentence", HARMLESS)
def test_harmless_text_is_not_found(sentence: str) -> None:
    assert found_in(sentence) == []


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("language", STATUS)
def test_every_unicode_normal_form_gives_the_same_findings(
    language: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    for sentence in STATUS[language]:
        text, found = expected(sentence)
        composed = [unicodedata.normalize(form, part) for part in found]
        assert found_in(unicodedata.normalize(form, text)) == composed


@pytest.mark.parametrize("invisible", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_invisible_characters_do_not_hide_a_term(invisible: str) -> None:
    for language in LANGUAGES:
        for entry in ENTRIES[language]["words"]:
            word = invisible.join(entry.replace("*", ""))
            assert find_sensitive_text(word), word


def test_adjacent_numbers_are_separate_findings() -> None:
    assert found_in("123-45-6789\n987-65-4321") == ["123-45-6789", "987-65-4321"]
    assert found_in("123-45-6789 987-65-4321") == ["123-45-6789", "987-65-4321"]


def test_every_entry_of_the_list_has_an_effect() -> None:
    for language in LANGUAGES:
        assert set(ENTRIES[language]) == {"words", "capitals", "harmless"}
        for word in (*ENTRIES[language]["words"], *ENTRIES[language]["capitals"]):
            assert find_sensitive_text(word.replace("*", "")), word
        for word in ENTRIES[language]["harmless"]:
            assert not find_sensitive_text(word.replace("*", "")), word


@given(st.text())
def test_findings_are_in_order_and_within_the_text(text: str) -> None:
    edges = [edge for finding in find_sensitive_text(text) for edge in (finding.start, finding.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(finding.start < finding.end for finding in find_sensitive_text(text))
