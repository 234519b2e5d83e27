"""The Chinese patterns: both kinds of characters, and no words that only arise where two others meet."""

import pytest
import themeline as tl
import yaml
from helpers.figures import SEEDS
from themeline.corpus.count import count
from themeline.dictionary.codebook import Codebook, Theme

# Each with its themes, by their definitions; the last of each group is in traditional characters.
SENTENCES = {
    "两国签署了边界协定，界碑已经立好。": {"borders"},
    "兩國簽署了邊界協定，界碑已經立好。": {"borders"},
    "各方应当遵守不扩散条约，推进裁军。": {"arms-control"},
    "各方應當遵守不擴散條約，推進裁軍。": {"arms-control"},
    "该国宣布绝不率先使用，不进行核讹诈。": {"nuclear"},
    "該國宣布不進行核子試爆。": {"nuclear"},
    "东风-17和东风41都亮相了。": {"missiles"},
    "飛彈已經就位。": {"missiles"},
    "反对太空武器化。": {"outer-space", "arms-control"},
    "反對太空武器化。": {"outer-space", "arms-control"},
    "两艘护卫舰和一艘潜艇离港。": {"maritime"},
    "兩艘護衛艦和一艘潛艦離港。": {"maritime"},
    "四架轰-6K和六架F-16V升空。": {"air"},
    "四架轟-6K和六架F-16V升空。": {"air"},
    "网络战和认知战改变了一切。": {"emerging-tech"},
    "網路戰和認知戰改變了一切。": {"emerging-tech"},
    "联合军演昨天开始。": {"joint-activity"},
    "聯合軍演昨天開始。": {"joint-activity"},
    "延伸威慑和小集团式的军备竞赛没有出路。": {"rivalry"},
    "延伸嚇阻和軍備競賽沒有出路。": {"rivalry"},
    "外交部发言人介绍了金砖国家峰会。": {"diplomacy"},
    "外交部發言人介紹了東協外長會議。": {"diplomacy"},
    "维护全球战略稳定，构建安全架构。": {"security-order"},
    "維護台海和平與國際秩序。": {"security-order"},
    "停火之后双方又交火了。": {"conflicts"},
    "停火之後雙方又交火了。": {"conflicts"},
}
# Words of Latin letters and digits stand beside characters without anything between.
MIXED = "发展AI武器和F-35战机，部署S-400导弹，建设5G 网络。"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("AI武器", ["AI武器"]),
        ("展ai武", ["展AI武"]),
        ("F-35战机", ["F-35战机"]),
        ("S-400导弹", ["S-400导弹"]),
        ("设5G网络", ["设5G 网络"]),
        ("5G网络", ["5G 网络"]),
        ("I武器", []),
    ],
)
def test_a_phrase_of_latin_letters_and_characters(pattern, found):
    book = Codebook(languages=("zh",), themes=[Theme(id="t", label="T", patterns=(pattern,))])
    document = tl.parse_document(MIXED, name="t")
    assert tl.find_mentions(document, book)["text"].tolist() == found
    assert count([MIXED], book)["t"].tolist() == [len(found)]


# Words of security that stand across two other words, are parts of longer ones, or mean something else.
NOTHING = """
要建立风险预警机制和联合作战机制。
我們建立了預警機制。
上海警方在上海军民路执勤。
旗舰店推出旗舰手机。
欧盟国家的产品很多。
扩大使用范围，不断交流经验，搭建交易平台。
对外交流和对外交往日益频繁。
审核能力和考核问题都要解决。
他放弃核心利益，硬核对抗赛开始了。
户外空间很大，室外空气清新。
这个房间太空了，太空旷。
内防扩散，疫情不扩散。
会谈恋爱的机器人。
他強調解放思想。
本周揭开战幕，上交战利品清单。
派出兵力不是出兵，提出兵器图纸。
鞭炮声响起。
北京队在主场与山东队战事正酣。
强冷空气入侵我国。
音乐没有国界。
价格战升级，贸易战争没有赢家。
法律制裁不会缺席。
世界杯扩军到四十八队。
学校开展防空洞参观活动。
请给我三元首付。
抓住战机，迎接挑战机遇。
江苏35家企业的货运20万吨，见图22。
蓝海战略与人海战术。
诺曼底的苹果酒，克拉斯诺亚尔斯克的雪。
品牌祭出核弹级优惠。
多边形的内角和。
金融稳定与物价稳定。
食品安全和交通安全。
前锋轰炸禁区，门将扑出导弹般的射门。
厨房里忙得像打仗一样。
医生说这是攻击肿瘤的生物导弹。
阿萨德先生住在中南海附近。
结核问题和心脏弹性成像。
""".split()


@pytest.fixture(scope="module")
def chinese() -> tl.Codebook:
    record = yaml.safe_load((SEEDS / "themes.zh.yaml").read_text(encoding="utf-8"))
    return tl.Codebook(themes=tuple(tl.Theme(**theme) for theme in record["themes"]), languages=("zh",))


def found(sentence: str, codebook: tl.Codebook) -> set[str]:
    mentions = tl.find_mentions(tl.parse_document(sentence, name="sentence"), codebook)
    return set(mentions["theme"])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_theme_is_found_in_simplified_and_in_traditional_characters(sentence: str, chinese: tl.Codebook) -> None:
    assert found(sentence, chinese) == SENTENCES[sentence]


@pytest.mark.parametrize("sentence", NOTHING)
def test_words_that_only_arise_where_others_meet_are_no_theme(sentence: str, chinese: tl.Codebook) -> None:
    assert found(sentence, chinese) == set()


def test_it_has_the_themes_of_the_codebook(chinese: tl.Codebook) -> None:
    english = tl.read_codebook(SEEDS / "themes.yaml")
    assert [theme.id for theme in chinese.themes] == [theme.id for theme in english.themes]
