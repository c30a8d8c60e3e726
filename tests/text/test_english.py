"""British and American spellings of one word, its other forms, and the words that must stay apart."""

import pytest

from reader.analysis.version_diff import Nature, find_nature
from reader.text.english import american, stem

EVERYDAY = """
organised/organized organise/organize organisation/organization organising/organizing
criticised/criticized recognises/recognizes privatisation/privatization prioritise/prioritize
authorised/authorized analyse/analyze analysing/analyzing paralysed/paralyzed
colour/color colourful/colorful favourite/favorite honoured/honored neighbourhood/neighborhood
labourers/laborers behaviour/behavior rumours/rumors harbour/harbor armoured/armored
centre/center centres/centers centred/centered theatre/theater metres/meters kilometre/kilometer
litres/liters fibre/fiber calibre/caliber sombre/somber
defence/defense offences/offenses licence/license pretence/pretense practise/practice practised/practiced
cancelled/canceled travelling/traveling travellers/travelers labelled/labeled fuelling/fueling
counsellor/counselor councillors/councilors signalled/signaled marvellous/marvelous woollen/woolen
jewellery/jewelry worshippers/worshipers fulfil/fulfill enrolment/enrollment instalments/installments
skilful/skillful wilful/willful
programme/program programmes/programs catalogue/catalog catalogued/cataloged dialogue/dialog
analogue/analog
judgement/judgment acknowledgement/acknowledgment ageing/aging sizeable/sizable
paediatric/pediatric paedophile/pedophile anaesthetic/anesthetic leukaemia/leukemia anaemic/anemic
haemorrhage/hemorrhage encyclopaedia/encyclopedia orthopaedic/orthopedic manoeuvre/maneuver
manoeuvres/maneuvers foetus/fetus oestrogen/estrogen diarrhoea/diarrhea archaeology/archeology
aluminium/aluminum sceptical/skeptical sceptics/skeptics grey/gray plough/plow ploughed/plowed
mould/mold smouldering/smoldering draught/draft tyre/tire tyres/tires kerb/curb cheque/check
cheques/checks storey/story pyjamas/pajamas moustache/mustache cosy/cozy artefacts/artifacts
aeroplane/airplane gaol/jail mum/mom mums/moms maths/math tsar/czar yoghurt/yogurt sulphur/sulfur
towards/toward whilst/while amongst/among learnt/learned burnt/burned spoilt/spoiled
"""
PAIRS = [tuple(pair.split("/")) for pair in EVERYDAY.split()]
ALIKE = """
advise arise comprise compromise devise disguise enterprises exercise expertise franchise otherwise premises
promised praise raising rise surprising televised wise noise cruise crises analysis hour four pour tour
contour fence silence conference called controlled compelled killing selling propeller massacre acre genre
mediocre rogue vogue league wages managing israel steward rewards towel tonne tonnes hawker program programmed
grew practical
"""


@pytest.mark.parametrize(("british", "us"), PAIRS, ids=["/".join(pair) for pair in PAIRS])
def test_a_british_word_is_the_american_one(british, us):
    assert american(british) == us
    assert stem(british) == stem(us)


@pytest.mark.parametrize(("british", "us"), PAIRS, ids=["/".join(pair) for pair in PAIRS])
def test_between_versions_such_a_pair_is_a_change_of_spelling(british, us):
    assert find_nature(british, us) is Nature.SPELLING
    assert find_nature(us, british) is Nature.SPELLING


@pytest.mark.parametrize("word", ALIKE.split())
def test_a_word_that_both_spell_alike_stays_as_it_is(word):
    assert american(word) == word


@pytest.mark.parametrize(
    "forms",
    [
        ("mission", "missions"), ("organise", "organised", "organising", "organizes"),
        ("country", "countries"), ("carry", "carries", "carried"), ("stop", "stops", "stopped", "stopping"),
        ("argue", "argued", "arguing"), ("tap", "taps", "tapped", "tapping"), ("fill", "filled", "filling"),
        ("exceed", "exceeding", "exceeds"), ("string", "strings"), ("agree", "agreed", "agreeing"),
        ("control", "controlled", "controls"), ("travel", "travelled", "traveling"),
    ],
    ids=lambda forms: forms[0],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(forms):
    assert len(set(map(stem, forms))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ready", "read"), ("news", "new"), ("tonne", "tons"), ("king", "ked"), ("bus", "bu"),
        ("prise", "prize"), ("princess", "princes"), ("need", "ne"), ("sing", "s"),
    ],
)  # fmt: skip
def test_words_that_look_alike_have_stems_of_their_own(one, other):
    assert stem(one) != stem(other)
