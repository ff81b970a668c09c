#include "digest/compose/cues.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/one_of.h"

#include "cue_phrases.h"

namespace digest {
namespace {

// What people in general do.
constexpr auto general_verbs = std::to_array<std::string_view>(
    {"can",     "could",  "need", "live",     "interact",   "know",  "move",  "think",       "understand", "want",
     "must",    "should", "rely", "perceive", "experience", "face",  "speak", "communicate", "do",         "often",
     "usually", "have",   "are",  "were",     "see",        "learn", "work",  "get",         "look",       "cannot",
     "might",   "may",    "make", "enter",    "approach",   "read",  "write", "share"});
constexpr auto general_nouns = std::to_array<std::string_view>(
    {"society", "lives",  "life",          "daily",     "world",      "everyday", "brains",
     "brain",   "planet", "understanding", "bodies",    "ability",    "time",     "minds",
     "digital", "modern", "environment",   "knowledge", "day-to-day", "cities",   "culture"});
constexpr auto own_nouns =
    std::to_array<std::string_view>({"paper", "work", "study", "results", "result", "approach", "method"});

// What an author "has" done, and what follows where these verbs tell of the work: "we make three contributions".
constexpr auto participles = std::to_array<std::string_view>(
    {"begun", "built", "chosen", "drawn", "found", "given", "made", "proven", "shown", "sought", "taken", "written"});
constexpr auto of_both = std::to_array<std::string_view>({"make", "see", "learn", "work", "get", "approach", "share"});
constexpr auto objects =
    std::to_array<std::string_view>({"the", "a", "an", "this", "these", "that", "our", "two", "three", "four", "five",
                                     "several", "with", "on", "significant"});
constexpr auto of_proofs = std::to_array<std::string_view>({"show", "prove", "derive", "demonstrate", "obtain",
                                                            "construct", "recover", "compute", "extend", "apply",
                                                            "bound", "verify", "establish", "deduce", "conclude"});

/// The verb of "we" at `at` tells what people in general do.
bool is_general(const Words& words, std::size_t at) {
    const std::string_view verb = words[at];
    if (!is_one_of(general_verbs, verb)) {
        return false;
    }
    std::size_t next = at + 1;
    while (words[next] == "also" || words[next] == "recently" || words[next] == "not" || words[next] == "then") {
        ++next;
    }
    if (verb == "have") {
        const bool done = (words[next].size() > 4 && words[next].ends_with("ed") && words[next] != "witnessed") ||
                          is_one_of(participles, words[next]);
        return !done;
    }
    if (is_one_of(of_both, verb)) {
        return !is_one_of(objects, words[next]);
    }
    return !is_one_of(of_proofs, words[next]);
}

struct Ownership {
    bool own = false;
    bool general = false;
};

Ownership ownership_of(const Words& words) {
    Ownership ownership;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "we") {
            std::size_t verb = i + 1;
            while (words[verb] == "also" || words[verb] == "then" || words[verb] == "further" ||
                   words[verb] == "first" || words[verb] == "now") {
                ++verb;
            }
            if (is_general(words, verb)) {
                ownership.general = true;
            } else {
                ownership.own = true;
            }
        } else if (words[i] == "our") {
            const bool general = is_one_of(general_nouns, words[i + 1]) && !is_one_of(own_nouns, words[i + 2]);
            (general ? ownership.general : ownership.own) = true;
        } else if (words[i] == "us") {
            ownership.general = true;
        }
    }
    return ownership;
}

bool has_address(std::string_view sentence) {
    return sentence.find("http://") != std::string_view::npos || sentence.find("https://") != std::string_view::npos ||
           sentence.find("www.") != std::string_view::npos || sentence.find("github.com") != std::string_view::npos;
}

/// A per cent, a decimal, a factor: not the digits of a name (GPT-4) or a year.
bool has_measured_number(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto digit = [&](std::size_t k) { return k < text.size() && is_digit(text[k]); };
        const auto of_name = [](char c) {
            return is_letter(c) || std::string_view("-.[\\]^_`").find(c) != std::string_view::npos;
        };
        if (!digit(i) || (i > 0 && (digit(i - 1) || of_name(text[i - 1])))) {
            continue;
        }
        std::size_t end = i;
        bool point = false;
        while (digit(end) || ((text[end] == '.' || text[end] == ',') && digit(end + 1))) {
            point = point || text[end] != ',';
            if (++end >= text.size()) {
                break;
            }
        }
        const std::string_view rest = text.substr(end);
        if (point && text[i] != '.') {
            const bool decimal = text.substr(i, end - i).find('.') != std::string_view::npos;
            if (decimal) {
                return true;
            }
        }
        for (const std::string_view unit :
             {"%", " %", "x ", "x.", "x,", "×", "-fold", " times", " points", "k ", " percent"}) {
            if (rest.substr(0, unit.size()) == unit) {
                return true;
            }
        }
    }
    return false;
}

constexpr auto being = std::to_array<std::string_view>(
    {"is", "are", "be", "been", "made", "make", "makes", "making", "was", "were", "find", "with"});
constexpr auto given_away =
    std::to_array<std::string_view>({"available", "accessible", "released", "open-sourced", "public", "open-source",
                                     "sourced", "downloadable", "shared"});
constexpr auto where_to = std::to_array<std::string_view>(
    {"",   "at",   "on",       "via", "from",  "online",      "here",  "under", "through", "upon", "as",
     "to", "soon", "publicly", "and", "after", "open-source", "https", "in",    "for",     "with", "by"});

/// "Code is publicly available", but not "where few data are available" or "three publicly available data sets".
bool says_available(const Words& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        const bool open_source = words[i] == "source" && words[i - 1] == "open";
        if (!is_one_of(given_away, words[i]) && !open_source) {
            continue;
        }
        if (!is_one_of(where_to, words[i + 1])) {
            continue;
        }
        const std::size_t from = i > 5 ? i - 5 : 0;
        bool is = false;
        bool doubted = false;
        for (std::size_t k = from; k < i; ++k) {
            is = is || is_one_of(being, words[k]);
            doubted = doubted || words[k] == "not" || words[k] == "only" || words[k] == "no" || words[k] == "few" ||
                      words[k] == "when" || words[k] == "if" || words[k] == "where" || words[k] == "using";
        }
        if (is && !doubted) {
            return true;
        }
    }
    return false;
}

constexpr auto work_nouns = std::to_array<std::string_view>(
    {"paper",        "work",          "study",   "article",     "survey",   "research", "review",
     "thesis",       "report",        "letter",  "manuscript",  "tutorial", "position", "technical",
     "systematic",   "dissertation",  "note",    "perspective", "end",      "essay",    "project",
     "contribution", "investigation", "chapter", "monograph",   "year",     "day"});
constexpr auto outcomes =
    std::to_array<std::string_view>({"results", "findings", "insights", "experiments", "observations", "contributions",
                                     "advances", "improvements", "outcomes", "result"});

/// Where the sentence itself begins: behind a connector, so that "However, these" leans too.
std::size_t first_content_word(const Words& words) {
    return phrase_at(words, 0,
                     {"however",       "moreover",    "furthermore",  "additionally", "therefore",   "thus",
                      "hence",         "yet",         "but",          "and",          "in addition", "consequently",
                      "nevertheless",  "nonetheless", "specifically", "also",         "finally",     "as a result",
                      "in particular", "meanwhile",   "then",         "while",        "although",    "notably",
                      "still",         "since",       "despite",      "unlike",       "typically"});
}

/// "It is known that …" points at nothing.
bool is_expletive(const Words& words, std::size_t at) {
    if (words[at] != "it") {
        return false;
    }
    for (std::size_t i = at + 1; i < at + 8 && i < words.size(); ++i) {
        if (words[i] == "that" || words[i] == "to" || words[i] == "whether" || words[i] == "how") {
            return words[at + 1] != "aims";
        }
    }
    return false;
}

void find_leaning(const Words& words, Cues& cues) {
    const std::size_t first = first_content_word(words);
    for (std::size_t i = first; i < words.size() && i < first + 16; ++i) {
        const std::string_view word = words[i];
        const std::string_view next = words[i + 1];
        const bool opening = i == first || (i == first + 1 && words[first].size() <= 7);
        bool points = word == "these" || word == "those" || (word == "such" && next != "as") ||
                      word == "aforementioned" || (word == "this" && i < first + 10);
        if (word == "those" && (next == "who" || next == "of" || next == "with" || next == "that" || next == "in")) {
            points = false;
        }
        if (word == "such" && i > first && words[i - 1] != "of") {
            points = next != "a" && next != "an" && next != "as" && i < first + 4;
        }
        if (opening &&
            (word == "they" || word == "their" || word == "its" || word == "it" || word == "he" || word == "that" ||
             word == "another" || word == "here" || word == "there" || word == "both" || word == "the latter")) {
            points =
                word != "here" && word != "there" && word != "another" && word != "both" && !is_expletive(words, i);
        }
        if (word == "latter" || word == "former") {
            points = true;
        }
        if (!points) {
            continue;
        }
        if ((word == "this" || word == "these") && is_one_of(work_nouns, next)) {
            continue;
        }
        // a plural of the sentence's own may stand before it
        if (i > first + 6 && (word == "this" || word == "such")) {
            continue;
        }
        if (word == "these" && is_one_of(outcomes, next)) {
            cues.add(Cue::leans_on_block);
        } else {
            cues.add(Cue::leans);
        }
        return;
    }
}

}  // namespace

Cues find_cues(std::string_view sentence) {
    return find_cues(sentence, words_of(sentence));
}

Cues find_cues(std::string_view sentence, const Words& words) {
    Cues cues;
    const std::uint32_t signs = signs_of(words);
    const auto all = [&](std::uint32_t wanted) { return (signs & wanted) == wanted; };
    const Ownership ownership = ownership_of(words);
    const bool own = ownership.own || (signs & (this_work | passive)) != 0;
    if (own) {
        cues.add(Cue::own_work);
    }
    if (ownership.general && !ownership.own) {
        cues.add(Cue::generic_we);
    }
    if (own && (signs & announces) != 0) {
        cues.add(Cue::contribution);
    }
    if (own && (signs & aims) != 0) {
        cues.add(Cue::aim);
    }
    if ((signs & lacks) != 0) {
        cues.add(Cue::gap);
    }
    if ((signs & limits) != 0) {
        cues.add(Cue::limit);
    }
    if ((signs & reports) != 0) {
        cues.add(Cue::result);
    }
    const bool number = has_measured_number(sentence);
    if (number) {
        cues.add(Cue::number);
    }
    if ((all(evidence | shows | virtue) || all(shows | virtue) || all(evidence | virtue)) && !number &&
        words.size() < 32) {
        cues.add(Cue::empty_claim);
    }
    const bool address = has_address(sentence);
    const bool gives_away = all(releases | artefact) && words.size() <= 26 && !number;
    const bool given = (signs & artefact) != 0 && words.size() <= 34 && says_available(words);
    if (given || all(available | artefact) || (all(available) && words.size() <= 14) ||
        (address && words.size() <= 30) || gives_away) {
        cues.add(Cue::availability);
    }
    if ((signs & states) != 0 && words.size() <= 30) {
        cues.add(Cue::status);
    }
    if ((signs & lays_out) != 0) {
        cues.add(Cue::layout);
    }
    if ((signs & hopes) != 0) {
        cues.add(Cue::hope);
    }
    if (phrase_at(words, 0, {"first", "firstly", "on the one hand", "on one hand"}) > 0) {
        cues.add(Cue::opens_enumeration);
    }
    if (phrase_at(words, 0, {"second", "secondly", "third", "thirdly", "fourth", "on the other hand", "finally and"}) >
        0) {
        cues.add(Cue::enumerates);
    }
    find_leaning(words, cues);
    return cues;
}

}  // namespace digest
