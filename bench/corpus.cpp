#include "corpus.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/atom_writer.h"

namespace digest::bench {
namespace {

/// SplitMix64: small, fast, the same everywhere.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t roll(std::uint64_t sides) {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t value = state_;
        value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
        return (value ^ (value >> 31U)) % sides;
    }

    bool chance(unsigned percent) { return roll(100) < percent; }

    template <class List>
    std::string_view pick(const List& list) {
        return list[roll(list.size())];
    }

  private:
    std::uint64_t state_;
};

constexpr std::array<std::string_view, 40> nouns{
    "model",      "network",     "policy",         "graph",     "attention",     "dataset",     "retrieval",
    "agent",      "encoder",     "prompt",         "reward",    "segmentation",  "diffusion",   "benchmark",
    "embedding",  "transformer", "gradient",       "kernel",    "scene",         "trajectory",  "translation",
    "classifier", "document",    "representation", "optimizer", "manifold",      "sampling",    "inference",
    "corpus",     "robot",       "video",          "privacy",   "robustness",    "calibration", "alignment",
    "detection",  "generation",  "planning",       "speech",    "recommendation"};
constexpr std::array<std::string_view, 24> adjectives{
    "sparse",    "deep",     "contrastive",  "self-supervised", "large",      "efficient", "robust",    "causal",
    "continual", "neural",   "multimodal",   "low-resource",    "stochastic", "unbiased",  "federated", "adaptive",
    "zero-shot", "temporal", "hierarchical", "interpretable",   "fair",       "recurrent", "Bayesian",  "convex"};
constexpr std::array<std::string_view, 20> verbs{
    "improves",   "learns",      "predicts", "outperforms", "reduces", "generalizes to", "explains",
    "compresses", "aligns",      "exploits", "estimates",   "extends", "reveals",        "regularizes",
    "recovers",   "accelerates", "encodes",  "matches",     "bounds",  "transfers to"};
constexpr std::array<std::string_view, 12> openings{"We propose a",
                                                    "In this paper, we study the",
                                                    "However, the",
                                                    "Recent work shows that a",
                                                    "We show that the",
                                                    "To address this, our",
                                                    "Experiments show that a",
                                                    "In contrast, each",
                                                    "Despite progress, the",
                                                    "Our analysis suggests that a",
                                                    "We introduce a",
                                                    "Notably, the"};
constexpr std::array<std::string_view, 24> forenames{
    "Ada", "Bo",   "Chen", "Dana",  "Emil", "Fatima", "Grace", "Hana",  "Ivan", "José", "Kai", "Lena",
    "Mei", "Noor", "Olu",  "Priya", "Qing", "Renée",  "Sven",  "Tomás", "Uma",  "Vera", "Wei", "Zoë"};
constexpr std::array<std::string_view, 24> surnames{"Abel",    "Brandt",   "Castillo", "Diallo", "Eriksson", "Fischer",
                                                    "García",  "Huang",    "Ito",      "Jensen", "Kowalski", "Li",
                                                    "Müller",  "Nakamura", "Okafor",   "Petrov", "Qureshi",  "Rossi",
                                                    "Schäfer", "Tanaka",   "Ünal",     "Varga",  "Wang",     "Zhang"};
constexpr std::array<std::string_view, 12> categories{"cs.LG", "cs.CL", "cs.CV",   "cs.AI", "stat.ML", "cs.RO",
                                                      "cs.IR", "cs.NE", "eess.IV", "cs.CR", "math.OC", "quant-ph"};

std::string sentence(Dice& dice) {
    std::string out(dice.pick(openings));
    const auto clauses = 1 + dice.roll(2);
    for (std::uint64_t i = 0; i < clauses; ++i) {
        if (i > 0) {
            out += ", and the";
        }
        out.append(" ").append(dice.pick(adjectives)).append(" ").append(dice.pick(nouns)).append(" ");
        out.append(dice.pick(nouns)).append(" ").append(dice.pick(verbs)).append(" the ");
        out.append(dice.pick(adjectives)).append(" ").append(dice.pick(nouns));
    }
    if (dice.chance(25)) {
        out += fmt::format(" by {}.{}\\%", 1 + dice.roll(40), dice.roll(10));
    }
    if (dice.chance(15)) {
        out += fmt::format(" with $O(n^{{{}}})$ steps & cost <{}", 1 + dice.roll(4), 10 + dice.roll(90));
    }
    return out + ".";
}

std::string abstract_of(Dice& dice) {
    const std::size_t length = 800 + dice.roll(900);
    std::string out;
    out.reserve(length + 200);
    while (out.size() < length) {
        if (!out.empty()) {
            out += ' ';
        }
        out += sentence(dice);
    }
    // One in ten still has the hard line ends of the submission form.
    if (dice.chance(10)) {
        for (std::size_t at = 78; (at = out.find(' ', at)) != std::string::npos; at += 78) {
            out[at] = '\n';
        }
    }
    if (dice.chance(6)) {
        out.insert(0, "  ");
    }
    return out;
}

std::string title_of(Dice& dice) {
    std::string out(dice.pick(adjectives));
    out[0] = static_cast<char>(out[0] & ~0x20);
    for (const auto& word : {dice.pick(nouns), std::string_view("for"), dice.pick(adjectives), dice.pick(nouns),
                             std::string_view("and"), dice.pick(nouns)}) {
        out.append(" ").append(word);
    }
    return out;
}

}  // namespace

Paper Corpus::paper(std::uint64_t index) const {
    Dice dice(seed * 0x100000001b3ULL + index * 0x9e3779b97f4a7c15ULL);
    const auto a_day = static_cast<std::uint64_t>(papers_a_day);
    const Day day = first_day + std::chrono::days{static_cast<int>(index / a_day)};
    Paper paper;
    paper.submitted = day + std::chrono::seconds{static_cast<std::int64_t>(index % a_day * 86'400 / a_day)};
    const Month month = month_of(paper.submitted);
    const auto from_month = static_cast<std::uint64_t>((day - month.first_day()).count()) * a_day + index % a_day;
    paper.id = fmt::format("{:02}{:02}.{:05}", month.year % 100, month.month, from_month % 100'000);
    paper.version = dice.chance(30) ? static_cast<int>(2 + dice.roll(3)) : 1;
    paper.updated = paper.submitted + std::chrono::hours{24 * (paper.version - 1) * 9};
    paper.title = title_of(dice);
    paper.abstract = abstract_of(dice);
    const auto authors = 1 + dice.roll(8);
    for (std::uint64_t i = 0; i < authors; ++i) {
        paper.authors.push_back(fmt::format("{} {}", dice.pick(forenames), dice.pick(surnames)));
    }
    const auto listed = 1 + dice.roll(3);
    for (std::uint64_t i = 0; i < listed; ++i) {
        std::string name(dice.pick(categories));
        if (std::find(paper.categories.begin(), paper.categories.end(), name) == paper.categories.end()) {
            paper.categories.push_back(std::move(name));
        }
    }
    if (dice.chance(60)) {
        paper.comment = fmt::format("{} pages, {} figures. Code: https://github.com/lab{}/code", 8 + dice.roll(30),
                                    1 + dice.roll(12), dice.roll(1000));
    }
    if (dice.chance(12)) {
        paper.doi = fmt::format("10.1000/{}.{}", dice.roll(1000), index);
    }
    if (dice.chance(8)) {
        paper.journal_ref = fmt::format("J. Made Up {} (2022) {}", 1 + dice.roll(60), 1 + dice.roll(900));
    }
    return paper;
}

std::vector<Paper> Corpus::papers(std::uint64_t count) const {
    std::vector<Paper> out;
    out.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        out.push_back(paper(i));
    }
    return out;
}

std::string Corpus::atom_page(std::uint64_t count) const {
    test::FeedHead head;
    head.total = static_cast<std::int64_t>(count);
    head.items_per_page = head.total;
    head.query = "search_query=(cat:cs.LG OR cat:cs.CL)&start=0";
    return test::atom_feed(papers(count), head);
}

std::string Corpus::metadata_line(std::uint64_t index) const {
    const Paper made = paper(index);
    const auto text_or_null = [](const std::string& text) {
        return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
    };
    nlohmann::ordered_json line;
    line["id"] = made.id;
    line["submitter"] = made.authors.front();
    line["authors"] = fmt::format("{}", fmt::join(made.authors, ", "));
    line["title"] = made.title;
    line["comments"] = text_or_null(made.comment);
    line["journal-ref"] = text_or_null(made.journal_ref);
    line["doi"] = text_or_null(made.doi);
    line["report-no"] = nullptr;
    line["categories"] = fmt::format("{}", fmt::join(made.categories, " "));
    line["license"] = nullptr;
    line["abstract"] = "  " + made.abstract + "\n";
    line["versions"] = nlohmann::ordered_json::array();
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    for (int version = 1; version <= made.version; ++version) {
        const auto time = made.submitted + std::chrono::hours{24 * (version - 1) * 9};
        const auto day = std::chrono::floor<std::chrono::days>(time);
        const std::chrono::year_month_day date{day};
        const std::chrono::hh_mm_ss clock{time - day};
        line["versions"].push_back(
            {{"version", fmt::format("v{}", version)},
             {"created",
              fmt::format("{}, {} {} {} {:02}:{:02}:{:02} GMT", weekdays[std::chrono::weekday{day}.c_encoding()],
                          static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                          static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                          clock.seconds().count())}});
    }
    line["update_date"] = format_day(std::chrono::floor<std::chrono::days>(made.updated));
    line["authors_parsed"] = nlohmann::ordered_json::array();
    for (const auto& name : made.authors) {
        const auto blank = name.rfind(' ');
        line["authors_parsed"].push_back({name.substr(blank + 1), name.substr(0, blank), ""});
    }
    return line.dump() + "\n";
}

}  // namespace digest::bench
