#include "agreement.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/one_of.h"

namespace digest {
namespace {

// What authors do. clang-format would give each a line of its own.
// clang-format off
constexpr auto verbs = std::to_array<std::string_view>({
    "achieve", "adapt", "address", "adopt", "advance", "advocate", "aggregate", "aim", "align", "allow", "analyse",
    "analyze", "annotate", "answer", "anticipate", "apply", "approach", "approximate", "argue", "ask", "assemble",
    "assess", "assume", "attempt", "attribute", "audit", "augment", "automate", "begin", "believe", "benchmark",
    "bound", "bridge", "bring", "build", "calculate", "call", "capture", "carry", "categorize", "challenge",
    "characterise", "characterize", "choose", "claim", "clarify", "classify", "collect", "combine", "compare",
    "compile", "complement", "compute", "conclude", "conduct", "confirm", "conjecture", "connect", "consider",
    "construct", "contend", "contrast", "contribute", "convert", "create", "curate", "decompose", "decouple",
    "deduce", "define", "deliver", "delve", "demonstrate", "deploy", "derive", "describe", "design", "detail",
    "determine", "develop", "devise", "discover", "discuss", "disentangle", "dissect", "distill", "distinguish",
    "divide", "draw", "elaborate", "eliminate", "elucidate", "embed", "emphasize", "employ", "enable", "encode",
    "encourage", "enhance", "ensure", "envision", "establish", "estimate", "evaluate", "examine", "exhibit", "expand",
    "expect", "experiment", "explain", "exploit", "explore", "expose", "extend", "extract", "facilitate", "filter",
    "find", "fine-tune", "focus", "follow", "formalise", "formalize", "formulate", "frame", "gain", "generalise",
    "generalize", "generate", "get", "give", "group", "guide", "highlight", "hope", "hypothesise", "hypothesize",
    "identify", "illustrate", "implement", "improve", "include", "incorporate", "infer", "initiate", "inject",
    "instantiate", "integrate", "interpret", "introduce", "invent", "investigate", "justify", "label", "launch",
    "lay", "learn", "leverage", "limit", "link", "make", "map", "measure", "mitigate", "model", "modify", "motivate",
    "note", "observe", "obtain", "offer", "open", "operationalize", "optimize", "organize", "outline", "overcome",
    "parameterize", "perform", "pinpoint", "pioneer", "place", "plan", "point", "pose", "posit", "position",
    "postulate", "predict", "prepare", "present", "pretrain", "probe", "process", "produce", "prompt", "propose",
    "prove", "provide", "publish", "pursue", "push", "put", "quantify", "question", "raise", "reach", "realize",
    "recast", "recognize", "recommend", "reconstruct", "recover", "redefine", "reduce", "refer", "refine",
    "reformulate", "reframe", "reinterpret", "relate", "relax", "release", "rely", "remove", "replace", "replicate",
    "report", "represent", "reproduce", "resolve", "rethink", "retrieve", "reveal", "review", "revisit", "run",
    "sample", "scale", "see", "seek", "select", "set", "share", "shed", "show", "showcase", "simplify", "simulate",
    "situate", "sketch", "solve", "specify", "start", "state", "strengthen", "study", "substantiate", "suggest",
    "summarise", "summarize", "support", "survey", "synthesize", "tackle", "take", "target", "teach", "test", "trace",
    "track", "train", "transfer", "transform", "translate", "treat", "turn", "uncover", "undertake", "unify", "use",
    "utilise", "utilize", "validate", "verify", "view", "visualize", "want", "work"});
// clang-format on
// Behind "and" these are as often nouns.
constexpr auto also_nouns = std::to_array<std::string_view>(
    {"address", "advance",    "advocate", "aggregate", "aim",    "answer",   "approach",  "attempt",    "attribute",
     "audit",   "benchmark",  "bound",    "bridge",    "call",   "capture",  "challenge", "claim",      "complement",
     "conduct", "conjecture", "contrast", "design",    "detail", "estimate", "exhibit",   "experiment", "exploit",
     "extract", "filter",     "focus",    "frame",     "gain",   "group",    "guide",     "highlight",  "hope",
     "label",   "launch",     "leverage", "limit",     "link",   "map",      "measure",   "model",      "note",
     "offer",   "outline",    "place",    "plan",      "point",  "pose",     "position",  "present",    "probe",
     "process", "produce",    "prompt",   "question",  "reach",  "release",  "report",    "review",     "run",
     "sample",  "scale",      "set",      "share",     "show",   "sketch",   "start",     "state",      "study",
     "support", "survey",     "target",   "test",      "trace",  "track",    "train",     "transfer",   "turn",
     "use",     "view",       "work"});
constexpr auto modal = std::to_array<std::string_view>(
    {"can", "cannot", "could", "did", "had", "may", "might", "must", "shall", "should", "will", "would"});
constexpr auto irregular_past = std::to_array<std::string_view>(
    {"began", "brought", "built", "chose",  "drew",   "found",   "gave", "held",      "kept", "led",  "made",
     "met",   "ran",     "saw",   "sought", "taught", "thought", "took", "undertook", "went", "wrote"});
constexpr auto determiners = std::to_array<std::string_view>(
    {"the", "a", "an", "that", "how", "its", "this", "these", "their", "our", "it", "them", "whether", "both"});
// Behind them a clause may follow without "that": "we find models perform well and develop biases".
constexpr auto tellings = std::to_array<std::string_view>({"argue", "assume", "believe", "claim", "conclude", "expect",
                                                           "find", "hypothesize", "note", "observe", "see", "show"});
// Behind them another subject, or an infinitive, may own the verb.
constexpr auto other_owners = std::to_array<std::string_view>(
    {"that",    "which", "who", "whose", "whether", "how",   "where", "when",  "while", "if",
     "because", "since", "so",  "to",    "can",     "could", "may",   "might", "must",  "should",
     "will",    "would", "we",  "they",  "it",      "helps", "lets",  "let"});
constexpr auto not_verbs = std::to_array<std::string_view>(
    {"in",      "on",      "of",      "for",  "with", "by",   "to",     "from",   "at",      "as",
     "under",   "over",    "through", "the",  "a",    "an",   "across", "within", "without", "into",
     "between", "among",   "that",    "how",  "why",  "what", "when",   "where",  "whether", "all",
     "also",    "their",   "its",     "both", "then", "than", "via",    "upon",   "after",   "before",
     "during",  "against", "about",   "not",  "only", "even", "beyond", "if"});
bool is_verb(std::string_view word) {
    static_assert(std::is_sorted(verbs.begin(), verbs.end()));
    return std::binary_search(verbs.begin(), verbs.end(), word);
}

bool is_past(std::string_view word) {
    return (word.size() > 4 && word.ends_with("ed") && !is_verb(word) && word != "need") ||
           is_one_of(irregular_past, word);
}

std::string inflected(std::string_view verb) {
    const auto ends = [&](std::string_view end) { return verb.ends_with(end); };
    if (ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh") || ends("o")) {
        return std::string{verb} + "es";
    }
    const bool vowel_before =
        verb.size() > 1 && std::string_view{"aeiou"}.find(verb[verb.size() - 2]) != std::string_view::npos;
    if (ends("y") && !vowel_before) {
        return std::string{verb.substr(0, verb.size() - 1)} + "ies";
    }
    return std::string{verb} + "s";
}

/// The form of the first verb; nothing where the word may be none. "" where it stays as it is.
std::optional<std::string> agreeing(std::string_view word) {
    if (word == "have") {
        return "has";
    }
    if (word == "are") {
        return "is";
    }
    if (word == "were") {
        return "was";
    }
    if (word == "do") {
        return "does";
    }
    if (is_one_of(modal, word) || is_past(word)) {
        return "";
    }
    if (is_verb(word)) {
        return inflected(word);
    }
    return std::nullopt;
}

class VerbFinder {
  public:
    VerbFinder(std::string_view sentence, const Words& words) : sentence_(sentence), words_(words) {}

    std::optional<Inflections> find(std::size_t we) {
        std::size_t at = past_adverbs(we + 1);
        if (at >= words_.size() || !take_first(we, at)) {
            return std::nullopt;
        }
        for (std::size_t i = at + 1; i < words_.size(); ++i) {
            if (i > at + 1 && gap(i).find_first_of(";:") != std::string_view::npos) {
                if (is_verb(words_[words_[i] == "and" ? i + 1 : i])) {
                    return std::nullopt;
                }
                break;
            }
            if (is_one_of(other_owners, words_[i])) {
                other_owner_ = true;
            }
            if (is_joined(i) && !take_joined(past_adverbs(i))) {
                return std::nullopt;
            }
        }
        return std::move(verbs_);
    }

  private:
    std::string_view sentence_;
    const Words& words_;
    Inflections verbs_{};
    bool present_ = false;      ///< the first verb is in the present: those joined to it are, too
    bool other_owner_ = false;  ///< somebody else may own what follows

    /// What stands between the word and the one before it.
    std::string_view gap(std::size_t i) const {
        return sentence_.substr(words_.places[i - 1].end, words_.places[i].begin - words_.places[i - 1].end);
    }

    std::size_t past_adverbs(std::size_t i) const {
        while (i < words_.size() && is_adverb(words_[i])) {
            ++i;
        }
        return i;
    }

    bool take_first(std::size_t we, std::size_t at) {
        for (std::size_t i = we + 1; i <= at; ++i) {
            if (gap(i) != " ") {
                return false;
            }
        }
        const bool contracted = words_[we].find('\'') != std::string_view::npos;  // "we've": its verb is part of it
        const auto first = contracted ? std::optional<std::string>{""} : agreeing(words_[at]);
        if (!first) {
            return false;
        }
        if (!first->empty()) {
            verbs_.emplace_back(at, *first);
        }
        present_ = !first->empty() && is_verb(words_[at]);
        other_owner_ = is_one_of(tellings, words_[at]);
        // "we sample, filter, and label": a list of verbs
        return !present_ || at + 1 >= words_.size() || gap(at + 1).find(',') == std::string_view::npos;
    }

    bool is_joined(std::size_t i) const {
        const std::string_view before = words_[i - 1];
        return before == "and" || before == "or" || before == "but" || before == "then" ||
               gap(i).find(',') != std::string_view::npos;
    }

    /// False where the word may be a verb, and it cannot be told whose.
    bool take_joined(std::size_t at) {
        const std::string_view word = words_[at];
        const bool has_object = is_one_of(determiners, words_[at + 1]);
        if (!is_verb(word)) {
            const bool may_be_unknown_verb = has_object && word.size() > 2 && !is_one_of(not_verbs, word) &&
                                             !is_past(word) && !word.ends_with("ing") && !word.ends_with("s");
            return !present_ || other_owner_ || !may_be_unknown_verb;
        }
        if (is_one_of(also_nouns, word) && !has_object) {  // "benchmark, model and data"
            return words_[at + 1] == "and" || at + 1 == words_.size();
        }
        if (other_owner_ || !present_) {
            return false;
        }
        if (verbs_.back().first != at) {
            verbs_.emplace_back(at, inflected(word));
        }
        return true;
    }
};

}  // namespace

std::optional<Inflections> singular_verbs(std::string_view sentence, const Words& words, std::size_t we) {
    return VerbFinder{sentence, words}.find(we);
}

bool names_one_person(const std::vector<std::string>& authors) {
    if (authors.size() != 1) {
        return false;
    }
    static constexpr auto groups = std::to_array<std::string_view>(
        {"and", "collaboration", "community", "consortium", "foundation", "group", "inc", "initiative", "institute",
         "lab", "labs", "laboratory", "organization", "project", "research", "team", "university", "working"});
    static constexpr auto particles =
        std::to_array<std::string_view>({"al", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "ibn", "la",
                                         "le", "ten", "ter", "van", "von", "wa"});
    const Words words = words_of(authors.front());
    if (words.size() < 2 || words.size() > 5) {
        return false;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        const char first = authors.front()[words.places[i].begin];
        if (is_one_of(groups, word) || std::any_of(word.begin(), word.end(), is_digit)) {
            return false;
        }
        if (is_lower(first) && !is_one_of(particles, word)) {
            return false;
        }
    }
    return true;
}

}  // namespace digest
