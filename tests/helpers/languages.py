"""A small codebook with patterns in five languages, and a text in each of them, with its mentions counted by hand."""

from pathlib import Path

THEMES = """themes:
  - id: nuclear
    label: Nuclear weapons
    definition: Weapons of that kind.
    colour: "#c1272d"
    patterns: [nuclear weapon*, warhead*]
    exceptions: [nuclear weapon free]
  - id: maritime
    label: Ships
    definition: What sails.
    patterns: [ship*, fleet*, navy]
  - id: diplomacy
    label: Diplomacy
    definition: What is agreed.
    patterns: [treat?, treaties, negotiat*]
"""
TRANSLATIONS = {
    "ru": """language: ru
note: For tests.
themes:
  - id: diplomacy
    patterns: [договор*, переговор*]
  - id: nuclear
    label: Ядерное оружие
    patterns: ['ядерн* оружи*', боеголов*]
    exceptions: ['безъядерн* ядерн* оружи*']
  - id: maritime
    label: Флот
    patterns: [корабл*, флот*, CAPS/ВМФ]
""",
    "zh": """language: zh
themes:
  - {id: nuclear, label: 核武器, patterns: [核武器, 核弹头], exceptions: [无核武器]}
  - {id: maritime, label: 海军, patterns: [舰*, 海军]}
  - {id: diplomacy, label: 外交, patterns: [条约, 谈判]}
""",
    "fr": """language: fr
themes:
  - {id: nuclear, label: Arme nucléaire, patterns: [arme* nucléaire*, ogive*]}
  - {id: maritime, label: Marine, patterns: [navire*, flotte*, "escorte* d'escadre"]}
  - {id: diplomacy, label: Diplomatie, patterns: [traité*, négocia*]}
""",
    "es": """language: es
themes:
  - {id: nuclear, label: Armas nucleares, patterns: [arma* nuclear*, ojiva*]}
  - {id: maritime, label: Armada, patterns: [buque*, flota*, armada]}
  - {id: diplomacy, label: Diplomacia, patterns: [tratado*, negocia*]}
""",
}
# Of each: the text, and its mentions of nuclear, maritime, diplomacy.
TEXTS = {
    "en": (
        "The two sides signed the treaty, and the ships of the fleet left the port in the evening. Nuclear weapons "
        "and warheads were not spoken of, nor was the navy. The zone is nuclear weapon free, as the treaties say.",
        (2, 3, 2),
    ),
    "ru": (
        "Стороны подписали договор, и корабли флота вышли вечером из порта. О ядерном оружии и боеголовках не "
        "говорили, как и о ВМФ. Переговоры продолжатся осенью, сказал А. А. Громыко в г. Москве в 1962 г. Это всё.",
        (2, 3, 2),
    ),
    "zh": (
        "双方签署了条约，舰队傍晚离开港口。会议没有谈到核武器和核弹头，也没有谈到海军。这里是无核武器地区，谈判将于秋天继续举行。",
        (2, 2, 2),
    ),
    "fr": (
        "Les deux parties ont signé le traité, et les navires de la flotte ont quitté le port. L’arme nucléaire et "
        "les ogives ne furent pas évoquées, ni l'escorteur d'escadre. L'escorte d’escadre reprend la négociation.",
        (2, 4, 2),
    ),
    "es": (
        "Las dos partes firmaron el tratado, y los buques de la flota salieron del puerto por la tarde. No se habló "
        "de las armas nucleares ni de las ojivas, tampoco de la Armada. El presidente de EE. UU. negocia en otoño.",
        (2, 3, 2),
    ),
}
GERMAN = "Der Krieg ist nicht nur ein politischer Akt, sondern ein wahres politisches Instrument des Staates. " * 3


def write_codebook(folder: Path, *languages: str, name: str = "themes") -> Path:
    """Write the codebook with its translations, all of them where no languages are named; the file of the first."""
    file = folder / f"{name}.yaml"
    file.write_text(THEMES, encoding="utf-8")
    for language in languages or TRANSLATIONS:
        (folder / f"{name}.{language}.yaml").write_text(TRANSLATIONS[language], encoding="utf-8")
    return file


def write_texts(folder: Path, *languages: str) -> Path:
    """Write a text in each language, all of them where none are named, into a folder of texts."""
    texts = folder / "texts"
    texts.mkdir()
    for language in languages or TEXTS:
        (texts / f"{language}.txt").write_text(TEXTS[language][0], encoding="utf-8")
    return texts
