#include "digest/text/evidence_words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "digest/base/numbers.h"
#include "digest/model/observation.h"

namespace digest {
namespace {

constexpr auto english_counted = std::to_array<EvidencePhrases::Counted>({
    {"citations", "citation", "citations", "papers"},
    {"influential_citations", "influential citation", "influential citations", "papers"},
    {"upvotes", "upvote", "upvotes", "papers with upvotes"},
    {"points", "point", "points", "papers with points"},
    {"stars", "star", "stars", "papers with stars"},
});

constexpr auto english_of_authors = std::to_array<EvidencePhrases::OfAuthors>({
    {"h_indexes", "h-index"},
    {"author_citations", "citations to earlier work"},
});

std::string english_ordinal(int number) {
    const bool teen = number % 100 / 10 == 1;
    const char* ending = "th";
    if (!teen && number % 10 == 1) {
        ending = "st";
    }
    if (!teen && number % 10 == 2) {
        ending = "nd";
    }
    if (!teen && number % 10 == 3) {
        ending = "rd";
    }
    return std::to_string(number) + ending;
}

template <class Row>
const Row* row_of(std::span<const Row> rows, std::string_view metric) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.metric == metric; });
    return found == rows.end() ? nullptr : &*found;
}

/// What is said of each kind of evidence: in full, and in the parts that reasons take.
class Wording {
  public:
    explicit Wording(const EvidencePhrases& phrases) : phrases_(phrases) {}

    std::string whole(const SentenceEvidence& evidence) const { return evidence.sentence; }
    std::string whole(const CountEvidence& evidence) const {
        std::string words = count(evidence);
        if (evidence.standing) {
            words.append(phrases_.comma).append(standing(*evidence.standing, evidence.metric));
        }
        add_source(words, evidence.service, evidence.day);
        return words;
    }
    std::string whole(const AuthorEvidence& evidence) const {
        std::string words =
            count(evidence) + fmt::format(fmt::runtime(phrases_.highest), fmt::arg("count", evidence.numbers.size()));
        add_source(words, evidence.service, evidence.day);
        return words;
    }
    std::string whole(const TopicEvidence& evidence) const {
        std::vector<std::string> terms;
        for (const FoundTerm& found : evidence.terms) {
            terms.push_back(found.term + places(found));
        }
        const std::string words = terms.empty() ? std::string(phrases_.category_alone) : joined(terms);
        return evidence.topic + std::string(phrases_.colon) + words;
    }
    std::string whole(const OpinionEvidence& evidence) const {
        const std::string_view side = evidence.in_favour ? phrases_.in_favour : phrases_.against;
        return std::string(side) + std::string(phrases_.colon) + joined(evidence.features);
    }
    std::string whole(const VenueEvidence& evidence) const {
        return evidence.venue + std::string(phrases_.colon) + evidence.sentence;
    }
    std::string whole(const LinkEvidence& evidence) const {
        return name(evidence) + std::string(phrases_.colon) + evidence.address;
    }

    std::string count(const CountEvidence& evidence) const {
        const auto* row = row_of(phrases_.counted, evidence.metric);
        const std::string number = with_thousands(evidence.count) + " ";
        if (row == nullptr) {
            return number + plain_name(evidence.metric);
        }
        return number + std::string(evidence.count == 1 ? row->one : row->many);
    }
    std::string count(const AuthorEvidence& evidence) const {
        const auto* row = row_of(phrases_.of_authors, evidence.metric);
        std::vector<std::string> numbers;
        for (const double number : evidence.numbers) {
            numbers.push_back(fmt::format("{}", number));
        }
        return (row != nullptr ? std::string(row->name) : plain_name(evidence.metric)) + " " + joined(numbers);
    }
    template <class Other>
    std::string count(const Other& /*has none*/) const {
        return {};
    }

    std::string percentile(const CountEvidence& evidence) const {
        return evidence.standing ? percentile(evidence.standing->percentile) : std::string{};
    }
    template <class Other>
    std::string percentile(const Other& /*has none*/) const {
        return {};
    }

    std::string name(const VenueEvidence& evidence) const { return evidence.venue; }
    std::string name(const LinkEvidence& evidence) const {
        if (evidence.kind == LinkKind::page) {
            return std::string(phrases_.page);
        }
        return std::string(evidence.kind == LinkKind::code ? phrases_.code : phrases_.data);
    }
    template <class Other>
    std::string name(const Other& /*has none*/) const {
        return {};
    }

    std::string terms(const TopicEvidence& evidence, std::size_t most) const {
        std::vector<std::string> terms;
        for (const FoundTerm& found : evidence.terms) {
            terms.push_back(found.term);
        }
        return terms.empty() ? std::string(phrases_.category_alone) : joined(terms, most);
    }
    std::string terms(const OpinionEvidence& evidence, std::size_t most) const {
        return evidence.in_favour ? joined(evidence.features, most) : std::string{};
    }
    template <class Other>
    std::string terms(const Other& /*has none*/, std::size_t /*most*/) const {
        return {};
    }

  private:
    const EvidencePhrases& phrases_;

    std::string joined(std::span<const std::string> words, std::size_t most = std::string::npos) const {
        return fmt::format("{}", fmt::join(words.first(std::min(words.size(), most)), phrases_.comma));
    }

    void add_source(std::string& words, const std::string& service, const std::optional<Day>& day) const {
        if (!service.empty()) {
            words.append(phrases_.comma).append(service_title(service));
        }
        if (day) {
            words.append(phrases_.comma).append(format_day(*day));
        }
    }

    std::string percentile(int place) const {
        return fmt::format(fmt::runtime(phrases_.percentile), fmt::arg("place", phrases_.ordinal(place)));
    }

    std::string standing(const Standing& standing, std::string_view metric) const {
        const auto* row = row_of(phrases_.counted, metric);
        std::string_view pattern = phrases_.in_window;
        if (standing.cohort != ComparedWith::window) {
            pattern = standing.cohort == ComparedWith::week ? phrases_.in_week : phrases_.in_category_week;
        }
        return fmt::format(fmt::runtime(pattern), fmt::arg("percentile", percentile(standing.percentile)),
                           fmt::arg("count", with_thousands(standing.papers)), fmt::arg("category", standing.category),
                           fmt::arg("papers", row != nullptr ? row->papers : phrases_.papers));
    }

    /// " (title, 2 in abstract)"; nothing where a term stands in the abstract once.
    std::string places(const FoundTerm& found) const {
        std::vector<std::string> places;
        if (found.in_title) {
            places.emplace_back(phrases_.in_title);
        }
        if (found.in_abstract > 1 || (found.in_title && found.in_abstract > 0)) {
            places.push_back(fmt::format(fmt::runtime(phrases_.in_abstract), fmt::arg("count", found.in_abstract)));
        }
        if (places.empty()) {
            return {};
        }
        return fmt::format(fmt::runtime(phrases_.brackets), fmt::arg("inside", joined(places)));
    }
};

}  // namespace

constinit const EvidencePhrases english_evidence = {
    .counted = english_counted,
    .of_authors = english_of_authors,
    .papers = "papers",
    .ordinal = english_ordinal,
    .percentile = "{place} percentile",
    .in_category_week = "{percentile} of {count} {category} {papers} of that week",
    .in_week = "{percentile} of {count} {papers} of that week",
    .in_window = "{percentile} of {count} {papers} of the window",
    .highest = " ({count} highest of the authors)",
    .comma = ", ",
    .colon = ": ",
    .brackets = " ({inside})",
    .in_title = "title",
    .in_abstract = "{count} in abstract",
    .category_alone = "its category",
    .in_favour = "for",
    .against = "against",
    .code = "code",
    .data = "data",
    .page = "project page",
};

std::string plain_name(std::string_view key) {
    std::string name(key);
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

std::string evidence_in_words(const Evidence& evidence, const EvidencePhrases& phrases) {
    return std::visit([&](const auto& each) { return Wording(phrases).whole(each); }, evidence);
}

std::vector<std::string> evidence_in_words(const std::vector<Evidence>& evidence, const EvidencePhrases& phrases) {
    std::vector<std::string> words;
    words.reserve(evidence.size());
    for (const Evidence& each : evidence) {
        words.push_back(evidence_in_words(each, phrases));
    }
    return words;
}

std::string count_in_words(const Evidence& evidence, const EvidencePhrases& phrases) {
    return std::visit([&](const auto& each) { return Wording(phrases).count(each); }, evidence);
}

std::string percentile_in_words(const Evidence& evidence, const EvidencePhrases& phrases) {
    return std::visit([&](const auto& each) { return Wording(phrases).percentile(each); }, evidence);
}

std::string name_in_words(const Evidence& evidence, const EvidencePhrases& phrases) {
    return std::visit([&](const auto& each) { return Wording(phrases).name(each); }, evidence);
}

std::string terms_in_words(const Evidence& evidence, std::size_t most, const EvidencePhrases& phrases) {
    return std::visit([&](const auto& each) { return Wording(phrases).terms(each, most); }, evidence);
}

}  // namespace digest
