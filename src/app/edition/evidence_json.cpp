#include "app/edition/evidence_json.h"

#include "app/edition/json_values.h"

namespace digest {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t most_counted = 1'000'000'000'000'000;

double counted_number(const Json& json) {
    if (!json.is_number() || !(json.get<double>() >= 0)) {
        throw std::out_of_range("a number that counts nothing");
    }
    return json.get<double>();
}

Json optional_day_json(const std::optional<Day>& day) {
    return day ? day_json(*day) : Json(nullptr);
}

Json standing_json(const std::optional<Standing>& standing) {
    if (!standing) {
        return nullptr;
    }
    return {{"cohort", static_cast<int>(standing->cohort)},
            {"category", standing->category},
            {"papers", standing->papers},
            {"percentile", standing->percentile}};
}

std::optional<Standing> standing_of(const Json& json) {
    if (json.is_null()) {
        return std::nullopt;
    }
    return Standing{enum_of(json.at("cohort"), ComparedWith::window), json.at("category").get<std::string>(),
                    whole_number(json.at("papers"), 0, most_counted),
                    static_cast<int>(whole_number(json.at("percentile"), 0, 100))};
}

/// Each kind with its name in the file.
struct Writer {
    Json operator()(const SentenceEvidence& e) const { return {{"kind", "sentence"}, {"sentence", e.sentence}}; }
    Json operator()(const CountEvidence& e) const {
        return {{"kind", "count"},      {"metric", e.metric},
                {"count", e.count},     {"standing", standing_json(e.standing)},
                {"service", e.service}, {"day", optional_day_json(e.day)}};
    }
    Json operator()(const AuthorEvidence& e) const {
        return {{"kind", "authors"},
                {"metric", e.metric},
                {"numbers", e.numbers},
                {"service", e.service},
                {"day", day_json(e.day)}};
    }
    Json operator()(const TopicEvidence& e) const {
        Json terms = Json::array();
        for (const FoundTerm& found : e.terms) {
            terms.push_back(Json::array({found.term, found.in_title, found.in_abstract}));
        }
        return {{"kind", "topic"}, {"topic", e.topic}, {"terms", std::move(terms)}};
    }
    Json operator()(const OpinionEvidence& e) const {
        return {{"kind", "opinion"}, {"in_favour", e.in_favour}, {"features", e.features}};
    }
    Json operator()(const VenueEvidence& e) const {
        return {{"kind", "venue"}, {"venue", e.venue}, {"sentence", e.sentence}};
    }
    Json operator()(const LinkEvidence& e) const {
        return {{"kind", "link"}, {"link", static_cast<int>(e.kind)}, {"address", e.address}};
    }
};

Evidence count_of(const Json& json) {
    CountEvidence evidence;
    evidence.metric = json.at("metric").get<std::string>();
    evidence.count = whole_number(json.at("count"), 0, most_counted);
    evidence.standing = standing_of(json.at("standing"));
    evidence.service = json.at("service").get<std::string>();
    if (!json.at("day").is_null()) {
        evidence.day = day_of(json.at("day"));
    }
    return evidence;
}

Evidence authors_of(const Json& json) {
    AuthorEvidence evidence;
    evidence.metric = json.at("metric").get<std::string>();
    for (const Json& number : json.at("numbers")) {
        evidence.numbers.push_back(counted_number(number));
    }
    evidence.service = json.at("service").get<std::string>();
    evidence.day = day_of(json.at("day"));
    return evidence;
}

Evidence topic_of(const Json& json) {
    TopicEvidence evidence{json.at("topic").get<std::string>(), {}};
    for (const Json& found : json.at("terms")) {
        evidence.terms.push_back(
            {found.at(0).get<std::string>(), found.at(1).get<bool>(), whole_number(found.at(2), 0, most_counted)});
    }
    return evidence;
}

Evidence one_of(const Json& json) {
    const auto kind = json.at("kind").get<std::string>();
    if (kind == "sentence") {
        return SentenceEvidence{json.at("sentence").get<std::string>()};
    }
    if (kind == "count") {
        return count_of(json);
    }
    if (kind == "authors") {
        return authors_of(json);
    }
    if (kind == "topic") {
        return topic_of(json);
    }
    if (kind == "opinion") {
        return OpinionEvidence{json.at("in_favour").get<bool>(), json.at("features").get<std::vector<std::string>>()};
    }
    if (kind == "venue") {
        return VenueEvidence{json.at("venue").get<std::string>(), json.at("sentence").get<std::string>()};
    }
    if (kind == "link") {
        return LinkEvidence{enum_of(json.at("link"), LinkKind::page), json.at("address").get<std::string>()};
    }
    throw std::out_of_range("evidence of an unknown kind");
}

}  // namespace

Json evidence_json(const std::vector<Evidence>& evidence) {
    Json list = Json::array();
    for (const Evidence& each : evidence) {
        list.push_back(std::visit(Writer{}, each));
    }
    return list;
}

std::vector<Evidence> evidence_of(const Json& json) {
    if (!json.is_array()) {
        throw std::out_of_range("evidence that is no list");
    }
    std::vector<Evidence> evidence;
    for (const Json& each : json) {
        evidence.push_back(one_of(each));
    }
    return evidence;
}

std::vector<Evidence> evidence_of_format_1(const Json& json) {
    std::vector<Evidence> evidence;
    for (std::string& sentence : json.get<std::vector<std::string>>()) {
        evidence.emplace_back(SentenceEvidence{std::move(sentence)});
    }
    return evidence;
}

}  // namespace digest
