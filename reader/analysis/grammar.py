"""The closed classes of English: the few hundred words that hold sentences together.

Owns the classes as the frames of sentences use them. Refuses open classes (names, titles, cues): those are data.
"""

from __future__ import annotations

DETERMINERS = frozenset(
    ["the", "a", "an", "this", "these", "those", "some", "any", "no", "every", "each", "either", "neither", "both", "all", "many", "several", "few", "most", "another", "other", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands", "more", "less", "such"]
)
POSSESSIVES = frozenset(["his", "her", "its", "their", "our", "my", "your", "whose"])
SUBJECT_PRONOUNS = frozenset(["he", "she", "they", "i", "we", "you", "it"])
OTHER_PRONOUNS = frozenset(
    ["him", "them", "me", "us", "himself", "herself", "themselves", "myself", "itself", "everyone", "everybody", "someone", "somebody", "anyone", "anybody", "nobody"]
)
RELATIVES = frozenset({"who", "that"})
AUXILIARIES = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "'d", "'ll", "'ve", "'re", "'m", "’d", "’ll", "’ve", "’re", "’m", "isn't", "wasn't", "didn't", "doesn't", "don't", "won't", "wouldn't", "couldn't", "hasn't", "hadn't", "haven't", "isn’t", "wasn’t", "didn’t", "doesn’t", "don’t", "won’t", "wouldn’t", "couldn’t", "hasn’t", "hadn’t", "haven’t", "not"]
)
PREPOSITIONS = frozenset(
    ["of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "onto", "about", "against", "during", "under", "over", "between", "among", "through", "across", "behind", "beyond", "near", "amid", "amidst", "within", "without", "upon", "toward", "towards", "around", "outside", "inside", "despite", "regarding", "concerning", "like", "unlike", "besides", "except", "via", "per", "versus", "following", "including", "than", "ahead", "off", "out", "up", "down", "since", "until"]
)
CONJUNCTIONS = frozenset(["and", "or", "but", "nor", "yet"])
SUBORDINATORS = frozenset(
    ["when", "while", "as", "because", "if", "although", "though", "whereas", "unless", "once", "whether", "where", "after", "before", "that", "which", "why", "how", "what", "so", "whenever", "wherever", "whom", "lest", "till"]
)
ADVERBS = frozenset(
    ["also", "then", "later", "once", "again", "still", "just", "even", "only", "often", "never", "always", "already", "now", "today", "yesterday", "tomorrow", "tonight", "here", "there", "ever", "soon", "instead", "however", "meanwhile", "moreover", "further", "furthermore", "too", "well", "perhaps", "maybe", "almost", "earlier", "first", "last", "next", "twice", "back", "away", "together", "alone", "ago", "recently", "repeatedly", "nevertheless", "nonetheless", "therefore", "thus", "indeed", "not", "rather", "quite", "very", "so", "simply", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
TIME_NOUNS = frozenset(
    ["second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "weekend", "month", "months", "year", "years", "decade", "decades", "night", "morning", "afternoon", "evening", "time", "moment", "summer", "winter", "spring", "autumn", "fall", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "ago"]
)
NO_ADVERBS = frozenset(["family", "ally", "july", "italy", "supply", "reply", "rally", "assembly", "only", "early", "daily", "weekly", "monthly", "elderly", "bully"])
FUNCTION_WORDS = (
    DETERMINERS
    | POSSESSIVES
    | SUBJECT_PRONOUNS
    | OTHER_PRONOUNS
    | RELATIVES
    | AUXILIARIES
    | PREPOSITIONS
    | CONJUNCTIONS
    | SUBORDINATORS
    | (ADVERBS - {"today", "monday", "sunday"})
) | frozenset({"it's", "he's", "she's", "that's", "there's", "i'm", "we're", "they're", "let", "let's", "who's", "what's"})
