"""Words that stand around names when somebody writes whom they should not be matched with."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Answers of people who name nobody, without spaces and signs.
NOBODY = _words(
    "no na none nobody noone nothing nope nil notapplicable noonecomestomind nobodythatiknowof",
    "nothanks nonethatiknowof notreally",
    "nadie ninguno ninguna nada noaplica nohay nohaynadie ningunapersona nogracias",
    "无 無 没有 沒有 없음 없다 없어요 없습니다 아니요 아니오",
    "khong khongco khongcoai wala なし ない 特になし 不 没 沒",
)
CONJUNCTIONS = _words("and or nor y o e u ni und et va voi hoac 和 跟 및 와 과")
# In scripts that put no space before a title.
UNSPACED_TITLES = _words("씨 님 선생님 선생 先生 女士 小姐 老师 老師 さん 様 阿姨 叔叔")
TITLES = UNSPACED_TITLES | _words(
    "mr mrs ms miss mx dr prof professor sir madam mister doctor rev reverend pastor father",
    "sr sra srta senor senora senorita don dona dra lic ing profe profesor profesora maestro",
    "maestra padre jr",
    "anh chi ong ba co chu bac em",
)
FUNCTION_WORDS = _words(
    "a am an any anyone anybody all also are as at be been but by called can cannot dont do does",
    "ever for from had has have he her him his i if im in is it its me my named name never not no",
    "of on one only our please person people she should so some somebody someone than thank thanks",
    "that the their them then they this to us was we were who whom whose will with without works",
    "work would you your matched match paired pair put together avoid keep away know knows want",
    "used live lives",
    "al algun alguna aquel con conmigo de del dos el ella ellos emparejar emparejen en ese esa",
    "es esta este favor gracias juntar la las le llama llamada llamado lo los me mi mis muy nos",
    "para pero persona por porque que quiero se ser si su sus tambien tu un una yo",
    "da di du van von der den bin bint ibn la le des",
    "com org net edu gmail hotmail yahoo outlook icloud proton protonmail mailto email mail",
    "phone tel cell number",
    "khong",
)
RELATIONS = _words(
    "ex exes boss manager supervisor coworker colleague neighbor neighbour friend roommate",
    "landlord teacher brother sister mother mom dad parent parents husband wife partner",
    "boyfriend girlfriend spouse fiance cousin cousins uncle aunt son daughter nephew niece",
    "brothers sisters inlaw law former old family relative relatives",
    "jefe jefa vecino vecina amigo amiga hermano hermana madre mama papa esposo esposa marido",
    "novio novia pareja primo prima primos tio tia hijo hija sobrino sobrina cunado cunada suegro",
    "suegra companero companera familia",
)
WORDS_AROUND_NAMES = TITLES | FUNCTION_WORDS | RELATIONS
