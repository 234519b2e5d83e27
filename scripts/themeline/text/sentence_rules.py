"""What the rules for the ends of sentences know of a language: its abbreviations, and the words that begin sentences.

A text in a language that is not here is split by the rules of English.
"""

from typing import NamedTuple


class Rules(NamedTuple):
    """Words of a language, in small letters; abbreviations without their last full stop. See `sentences`.

    Attributes:
        titles: never end a sentence, since a name follows.
        never_last: never do either.
        before_numbers: do not before a number, a letter, or the symbol of a document.
        also_words: of these, those that are words as well.
        often_last: do before a capital.
        others: do before one of ``starters``.
        starters: often begin sentences, and are hardly ever names.
        in_names: of these, those that are parts of names too: behind an initial they begin no sentence.
        goes_on: behind ``often_last``: names that go with them ("5 p.m. Moscow time").
        run_on: stand at the end of a line that is not a heading.
        saying: tell who speaks, behind a quotation.
        elided: whether it is French, in which "l'art." is the abbreviation "art.", and quotation marks stand apart
            ("« Non ! »").
        is_chinese: whether quotations and titles are marked as in Chinese.
    """

    titles: frozenset[str]
    never_last: frozenset[str]
    before_numbers: frozenset[str]
    also_words: frozenset[str]
    often_last: frozenset[str]
    others: frozenset[str]
    starters: frozenset[str]
    in_names: frozenset[str] = frozenset()
    goes_on: frozenset[str] = frozenset()
    run_on: frozenset[str] = frozenset()
    saying: tuple[str, ...] = ()
    elided: bool = False
    is_chinese: bool = False

    @property
    def abbreviations(self) -> frozenset[str]:
        """All of them."""
        return self.titles | self.never_last | self.before_numbers | self.often_last | self.others


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ENGLISH = Rules(
    titles=_words(
        "adm amb atty brig capt cmdr col cpl cpt dr fr gen gov hon insp lieut lt maj messrs mlle mme mr mrs ms pfc "
        "pres prof pvt rep rev sen sgt supt"
    ),
    never_last=_words("cf e.g i.e viz vs"),
    before_numbers=_words(
        "ann app art arts bk ch chap chaps cl col doc docs eq eqs ex exh fig figs ll nn no nos op p para paras pl pp "
        "pt pts pub reg res sec secs sect sects ser stat subpara vol vols"
    ),
    also_words=_words("app art arts doc docs ex fig figs no pub res"),
    often_last=_words("a.m etc p.m"),
    others=_words(
        "al approx apr assn aug ave bros c ca co cong corp dec dep't dept dist div ed eds esq est excl feb ff fri ft "
        "gov't govt ibid inc incl int'l intl jan jr jul jun ltd max mfg min misc mt nat'l nov oct resp ret sep sept "
        "seq sess sq sr st supp suppl thu thur thurs transl tue tues ult univ v"
    ),
    starters=_words(
        "a about above according after again all also although among an and another any anyone are as at because "
        "before besides between both but by can despite did do does during each either even every everyone finally "
        "first for from furthermore given had has have he hence her here his how however i if in indeed instead is "
        "it its just later let like many maybe meanwhile more moreover most much my neither nevertheless next no "
        "nobody none nor not nothing now of often on once one only or other others our over perhaps several she "
        "should similarly since so some still such that the their then there therefore these they this those though "
        "through thus to today together tomorrow tonight too under unless unlike until was we were what when where "
        "whereas whether which while who whom whose why with within without would yes yesterday yet you your"
    ),
    goes_on=_words(
        "beijing central cet cst eastern edt est et gmt kyiv local london monday tuesday wednesday thursday friday "
        "saturday sunday moscow msk pacific pst tokyo utc washington"
    ),
    run_on=_words(
        "a an and as at but by for from her his in into its nor of on or our than that the their to was were which "
        "who with"
    ),
    saying=(
        "added", "announced", "answered", "argued", "asked", "asks", "concluded", "continued", "cried", "declared",
        "demanded", "exclaimed", "explained", "inquired", "insisted", "noted", "recalled", "remarked", "replied",
        "said", "says", "shouted", "told", "warned", "wondered", "writes", "wrote",
    ),
)  # fmt: skip
# "т. е.", "т. д." and the like are looked at letter by letter; "г." is a year or a town, so that the next word tells.
RUSSIAN = Rules(
    titles=_words("акад ген гр инж кн корр пл полк проф св т тов ул"),
    never_last=_words("бул дер е и.о к н наб напр о пос просп см ср т.е т.к т.н тел"),
    before_numbers=_words("гл илл кв п пп разд рис с ст стр табл ч"),
    also_words=frozenset(),
    often_last=_words("д др долл коп млн млрд п пр проч руб т.д т.п трлн тыс экз"),
    others=_words(
        "авг англ апр в вв вып г гг дек изд им июл июн лат м н.э нем нояб обл оз окт отд пер р ред сб сен сент соч "
        "тт фев февр фр э яз янв"
    ),
    starters=_words(
        "а более без был была были было в важно вместе вместо вот впрочем все всего вскоре всё всех вы да даже далее "
        "два для до если есть ещё еще за затем здесь и из или именно иначе к как какой каждый когда конечно которые "
        "кроме кто лишь между многие может можно мы на наконец например нам наш наша наши не него некоторые нельзя "
        "несмотря нет ни никто ничто но о об однако он она они оно от очевидно по под после потом поэтому поскольку "
        "почему при про против разве раз с сам сами свои свой сегодня сейчас со согласно так также такая такие такое "
        "такой там тем тогда того тоже только тот три ты у уже хотя чем через что чтобы эта эти это этого этой этом "
        "этот эту я"
    ),
    goes_on=_words("сша"),
    run_on=_words(
        "а без в во для до его ее её за и из или их к как ко между на над не но о об от по под при с со у что чтобы"
    ),
)
FRENCH = Rules(
    titles=_words(
        "amb cdt col dr drs ets éts gal gén lt m me mes mgr mlle mlles mm mme mmes pr prof st ste sts stes"
    ),
    never_last=_words("av bd bld boul cf env ex mt n.b p.ex vs"),
    before_numbers=_words(
        "ann al art arts ch chap doc fasc fig figs fo l livr n no nos p pag par pl pp rés s sect t tab tit v vol vols"
    ),
    also_words=_words("art arts doc par"),
    often_last=_words("etc"),
    others=_words(
        "apr approx avr cie cit coll déc dir dép éd éds févr hab ibid id inc janv juil juill loc max min nov oct op "
        "rééd réf sept suiv sq sqq sté suppl tél trad univ"
    ),
    starters=_words(
        "à ainsi alors après au aucun aucune aujourd aussi autre autres aux avant avec beaucoup bien bref c car ce "
        "ceci cela celle celles celui cependant certains certaines ces cet cette ceux chaque chacun comme comment d "
        "dans de depuis dernièrement des dès désormais deux donc du durant elle elles en enfin ensuite entre est et "
        "faut grâce hier ici il ils j jamais je jusqu l la le les leur leurs lors lorsqu lorsque mais malgré même "
        "mes mon n ne néanmoins ni nombre nos notre nous nul on or ou où outre par parce parfois parmi pas pendant "
        "personne peu plus plusieurs plutôt pour pourquoi pourtant près puis puisqu puisque qu quand quant que quel "
        "quelle quelles quelques quels qui quoi quoique rien s sa sans sauf se selon ses seul seule si sinon son "
        "sous souvent sur surtout tandis tant tel telle telles tels tous tout toute toutefois toutes très trop tu un "
        "une vers voici voilà vos votre vous y"
    ),
    in_names=_words("d de des du l la le les"),
    run_on=_words(
        "à au aux avec ce ces cette dans de des dont du elle en et il la le les leur mais ou où par pour qu que qui "
        "sa sans ses son sous sur un une"
    ),
    elided=True,
)
# "EE. UU." and the like: the first half never ends a sentence.
SPANISH = Rules(
    titles=_words(
        "almte arq cnel d dña dr dra dres excma excmo fr gral ilma ilmo ing lcda lcdo lic mons pdte prof profa sgto "
        "sr sra sras sres srta srtas sta sto tte ud uds vd vds"
    ),
    never_last=_words("a avd avda cc cf dd dpto ee ej ff gob jj p.ej pza rr v.gr vs"),
    before_numbers=_words(
        "ap apdo art arts cap caps doc fasc fig figs inc lám n núm núms p pág págs párr pp res s t tít vol vols"
    ),
    also_words=_words("res"),
    often_last=_words("etc"),
    others=_words(
        "aa abr admón ago aprox cía cit col comp coord dic dir ed eds ene esp est feb hh hnos íd ibid izda izq jul "
        "jun ltda máx mín nov nro oct oo op prov rev sec seg sep sept set sig sigs ss tel teléf trad univ uu"
    ),
    starters=_words(
        "a además ahora al algunas algunos allí ante antes aquel aquella aquello aquí así asimismo aun aún aunque "
        "ayer bajo bien cada casi como cómo con contra cual cuál cuales cualquier cuando cuándo cuanto de debemos "
        "debido del desde después donde dónde dos durante e el él ella ellas ellos en entonces entre era es esa esas "
        "ese eso esos esta está estaba estamos están estas este esto estos excepto finalmente fue fueron gracias ha "
        "había han hace hacia hasta hay hemos hoy igualmente incluso la las le les lo los luego mas más me mediante "
        "mi mientras muchas mucho muchos muy nada nadie ni ningún ninguna no nos nosotros nuestra nuestras nuestro "
        "nuestros nunca o otra otras otro otros para pero pocos por porque primero pues pronto puede que qué quien "
        "quién quienes quizá quizás se según ser seguramente si sí siempre sin sino sobre solo sólo somos son su sus "
        "también tampoco tal tales tan tanto te tenemos tiene tienen toda todas todavía todo todos tras tres tu un "
        "una unas uno unos usted ustedes varias varios ya yo"
    ),
    in_names=_words("de del el la las los"),
    run_on=_words(
        "a al ante con de del e el en entre es la las lo los más ni o para pero por que se sin sobre su sus un una y"
    ),
)
# Foreign names and abbreviations in a Chinese text are in Latin letters, mostly English.
CHINESE = ENGLISH._replace(is_chinese=True)
# Each single letter is an abbreviation. "هـ" is without its stroke here, since no tatweel is read; "إلخ" (etc.) is
# none, since behind it a sentence may begin with any word. "And" and "so" are written with the word behind them: so
# a sentence often begins, while within one a preposition or "that" is more likely without.
_ARABIC_WITHIN = (
    "أن أنه أنها أو أي إذ إلى إما بعد بعض بل بين تم ثم جاء جاءت حتى حيث خلال سوف على عن عند غير في فيما قبل قد "
    "كان كانت كانوا كل كما ما مع معظم من منذ هم هو هي يكون تكون"
)
_ARABIC_STARTERS = (
    "أصبح أصبحت أضاف أضافت أعلن أعلنت أكد أكدت ألا أما أنا أوضح أوضحت أولئك أيضا أين إذا إن إنه إنها بدأ بدأت "
    "بذلك بفضل بينما تأتي تبدو تجدر ترى تشير تعد تقول تلك ثمة حين حينما ذكر ذكرت ذلك رأى رأت ربما رغم رفض رفضت "
    "شهد شهدت صرح صرحت عقدت عندما قال قالت قرر قررت كذلك كيف لأن لا لديه لديها لذا لذلك لعل لقد لكن لكنه لكنها لم "
    "لماذا لن لهذا لو لولا ليت ليس ليست ماذا متى مهما نحن نظرا نعم هؤلاء هذا هذه هكذا هل هنا هناك وقع وقعت يأتي "
    "يبدو يجب يجري يذكر يرى يشار يشير يعتقد يعد يقول يمتلك يمثل يمكن يملك ينبغي"
)
ARABIC = Rules(
    titles=_words("أ أ.د ا.د أ.م.د د م.د"),
    never_last=frozenset(),
    before_numbers=_words("ج ص ص.ب صص ط ف مج"),
    also_words=frozenset(),
    often_last=frozenset(),
    others=_words("ق.م ق.ه م ه"),
    starters=_words(_ARABIC_STARTERS)
    | {and_so + word for word in f"{_ARABIC_WITHIN} {_ARABIC_STARTERS}".split() for and_so in "وف"},
    saying=(
        "أجاب", "أجابت", "أضاف", "أضافت", "تساءل", "تساءلت", "تسأل", "تقول", "رد", "ردت", "سأل", "سألت", "صاح",
        "صاحت", "صرخ", "صرخت", "قال", "قالت", "كتب", "كتبت", "هتف", "هتفت", "يتساءل", "يسأل", "يقول",
    ),
)  # fmt: skip
BY_LANGUAGE = {"en": ENGLISH, "ru": RUSSIAN, "fr": FRENCH, "es": SPANISH, "zh": CHINESE, "ar": ARABIC}


def rules_of(language: str) -> Rules:
    """The rules of a language by its code; those of English where it has none of its own here."""
    return BY_LANGUAGE.get(language, ENGLISH)
