#include "support/synthetic_year.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace digest::test {
namespace {

constexpr std::array subjects = {
    "dense retrieval",         "reinforcement learning", "machine translation", "object detection",
    "speech recognition",      "graph neural networks",  "federated learning",  "question answering",
    "semantic segmentation",   "recommender systems",    "diffusion models",    "continual learning",
    "time series forecasting", "robotic manipulation",   "text summarization",  "adversarial robustness"};
constexpr std::array things = {"harbours",  "orchards", "glaciers",  "violins",   "turbines",  "beehives", "canyons",
                               "textiles",  "lanterns", "volcanoes", "markets",   "comets",    "bridges",  "mosaics",
                               "tunnels",   "lagoons",  "archives",  "kitchens",  "antennas",  "meadows",  "reactors",
                               "galleries", "islands",  "sawmills",  "aqueducts", "carnivals", "gardens",  "workshops"};
constexpr std::array manners = {"sparse",     "recursive", "layered",  "seasonal", "quantised", "circular", "lazy",
                                "asymmetric", "buffered",  "tidal",    "woven",    "modular",   "oblique",  "frugal",
                                "spiral",     "granular",  "resonant", "nested",   "drifting",  "folded"};
constexpr std::array names = {"Ada", "Bela", "Chidi", "Dora", "Emre", "Farah", "Goro", "Hana"};
constexpr std::array families = {"Arden", "Bosch", "Castell", "Dietz", "Eriksen", "Fumagalli", "Grant", "Hollis"};

/// A plain generator of its own, so that every machine makes the same papers.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}
    std::size_t roll(std::size_t sides) {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return static_cast<std::size_t>(state_ >> 33) % sides;
    }
    template <std::size_t size>
    std::string pick(const std::array<const char*, size>& words) {
        return words[roll(size)];
    }

  private:
    std::uint64_t state_;
};

std::string text_number(std::size_t number, int width) {
    std::array<char, 24> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%0*zu", width, number);
    return buffer.data();
}

std::string abstract_of(Dice& dice, const std::string& subject) {
    const std::string thing = dice.pick(things);
    const std::string other = dice.pick(things);
    const std::string manner = dice.pick(manners);
    std::string text = "Systems for " + subject + " are widely used around " + thing + ". ";
    text += "However, they remain costly to run where " + other + " change with the " + dice.pick(manners) + " tides. ";
    text += "We propose a " + manner + " method for " + subject + " that learns from " + dice.pick(things) + " and " +
            dice.pick(things) + " without further labels. ";
    text += "We show that it halves the errors on " + text_number(dice.roll(90) + 10, 1) + " collections of " +
            dice.pick(things) + ", and we release our code.";
    return text;
}

Paper paper_of(Day day, std::size_t number, std::uint64_t seed) {
    Dice dice{seed};
    const Month month = month_of(day);
    const std::string subject = dice.pick(subjects);
    Paper paper;
    paper.id = text_number(static_cast<std::size_t>(month.year % 100), 2) + text_number(month.month, 2) + "." +
               text_number(number, 5);
    paper.title = "The " + dice.pick(manners) + " " + dice.pick(things) + " of " + subject + ", " + dice.pick(manners);
    paper.abstract = abstract_of(dice, subject);
    for (std::size_t author = 0; author < 2 + dice.roll(4); ++author) {
        paper.authors.push_back(dice.pick(names) + " " + dice.pick(families));
    }
    paper.categories = {dice.roll(2) == 0 ? "cs.CL" : "cs.LG"};
    paper.submitted = paper.updated = day + std::chrono::minutes{dice.roll(1440)};
    return paper;
}

std::string mail_date(Timestamp time) {
    const Day day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock{time - day};
    return short_day(day) + " " + text_number(static_cast<std::size_t>(clock.hours().count()), 2) + ":" +
           text_number(static_cast<std::size_t>(clock.minutes().count()), 2) + ":00 GMT";
}

}  // namespace

std::vector<Paper> synthetic_papers(Day from, Day until, int papers_a_day) {
    std::vector<Paper> papers;
    std::size_t number = 0;
    for (Day day = from; day < until; day += std::chrono::days{1}) {
        for (int i = 0; i < papers_a_day; ++i) {
            ++number;
            papers.push_back(paper_of(day, number, static_cast<std::uint64_t>(number)));
        }
    }
    return papers;
}

std::string metadata_dump(const std::vector<Paper>& papers) {
    std::string out;
    for (const Paper& paper : papers) {
        nlohmann::json authors = nlohmann::json::array();
        for (const std::string& author : paper.authors) {
            const std::size_t blank = author.find(' ');
            authors.push_back({author.substr(blank + 1), author.substr(0, blank), ""});
        }
        nlohmann::json versions = nlohmann::json::array();
        for (int version = 1; version <= paper.version; ++version) {
            versions.push_back({{"version", "v" + std::to_string(version)},
                                {"created", mail_date(version == 1 ? paper.submitted : paper.updated)}});
        }
        out += nlohmann::json{{"id", paper.id},
                              {"title", paper.title},
                              {"abstract", paper.abstract},
                              {"categories", paper.categories.front()},
                              {"comments", paper.comment},
                              {"journal-ref", paper.journal_ref},
                              {"versions", versions},
                              {"update_date", format_day(std::chrono::floor<std::chrono::days>(paper.updated))},
                              {"authors_parsed", authors}}
                   .dump() +
               "\n";
    }
    return out;
}

}  // namespace digest::test
