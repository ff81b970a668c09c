#include "app/edition/snapshot_json.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/edition/evidence_json.h"
#include "app/edition/json_values.h"
#include "app/machine/task_threads.h"
#include "app/workspace/config.h"
#include "digest/base/base64.h"
#include "digest/base/hash.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

// A snapshot may come from another machine, and its checksum guards against mistakes only: what nlohmann would cast or
// pass on as it is, is looked at here. What makes no sense is thrown, as nlohmann throws what has the wrong type.
namespace digest {
namespace {

using Json = nlohmann::json;

/// 2: evidence is typed, the settings are an object, the checksum is SHA-256; 1: evidence was sentences, the settings a
/// text that held the object, the checksum a hash of our own.
constexpr int snapshot_format = 2;
constexpr std::string_view body_mark = "\"body\":";

template <class T>
Json optional_json(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

template <class T>
std::optional<T> optional_of(const Json& json) {
    if (json.is_null()) {
        return std::nullopt;
    }
    return json.get<T>();
}

Json time_json(Timestamp time) {
    return time.time_since_epoch().count();
}

int int_of(const Json& json) {
    return static_cast<int>(whole_number(json, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}
std::map<std::string, int> counts_of(const Json& json) {
    if (!json.is_object()) {
        throw std::out_of_range("counts that are no object");
    }
    std::map<std::string, int> counts;
    for (const auto& [name, count] : json.items()) {
        counts[name] = int_of(count);
    }
    return counts;
}
std::string id_of(const Json& json) {
    std::string id = json.get<std::string>();
    const auto parsed = parse_arxiv_id(id);
    if (!parsed || parsed->id != id) {
        throw std::out_of_range("an id that is no arXiv id");
    }
    return id;
}
/// Counted from the edition's folder, and inside it: snapshots are handed on, and their figures are written.
std::string picture_path_of(const Json& json) {
    const std::filesystem::path path = json.get<std::string>();
    if (path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end()) {
        throw std::out_of_range("a figure would be written outside the edition's folder");
    }
    return path.string();
}

Timestamp time_of(const Json& json) {
    constexpr Timestamp first{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
    constexpr Timestamp last{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};
    return Timestamp{
        std::chrono::seconds{whole_number(json, first.time_since_epoch().count(), last.time_since_epoch().count())}};
}
Json optional_time_json(const std::optional<Timestamp>& time) {
    return time ? time_json(*time) : Json(nullptr);
}
std::optional<Timestamp> optional_time_of(const Json& json) {
    if (json.is_null()) {
        return std::nullopt;
    }
    return time_of(json);
}
Json to_json_value(const Paper& p) {
    return {{"id", p.id},
            {"version", p.version},
            {"title", p.title},
            {"abstract", p.abstract},
            {"authors", p.authors},
            {"categories", p.categories},
            {"comment", p.comment},
            {"journal_ref", p.journal_ref},
            {"doi", p.doi},
            {"submitted", time_json(p.submitted)},
            {"updated", time_json(p.updated)},
            {"withdrawn", p.withdrawn}};
}

Paper paper_of(const Json& j) {
    Paper p;
    p.id = id_of(j.at("id"));
    p.version = int_of(j.at("version"));
    p.title = j.at("title").get<std::string>();
    p.abstract = j.at("abstract").get<std::string>();
    p.authors = j.at("authors").get<std::vector<std::string>>();
    p.categories = j.at("categories").get<std::vector<std::string>>();
    p.comment = j.at("comment").get<std::string>();
    p.journal_ref = j.at("journal_ref").get<std::string>();
    p.doi = j.at("doi").get<std::string>();
    p.submitted = time_of(j.at("submitted"));
    p.updated = time_of(j.at("updated"));
    p.withdrawn = j.at("withdrawn").get<bool>();
    return p;
}

Json to_json_value(const Candidate& c) {
    Json signals = Json::array();
    for (const Signal& s : c.signals) {
        signals.push_back({{"name", s.name},
                           {"value", optional_json(s.value)},
                           {"weight", s.weight},
                           {"evidence", evidence_json(s.evidence)}});
    }
    return {
        {"paper", to_json_value(c.paper)}, {"signals", std::move(signals)}, {"score", c.score}, {"topics", c.topics}};
}

Candidate candidate_of(const Json& j, int format) {
    Candidate c;
    c.paper = paper_of(j.at("paper"));
    for (const Json& s : j.at("signals")) {
        const Json& evidence = s.at("evidence");
        c.signals.push_back({s.at("name").get<std::string>(), optional_of<double>(s.at("value")),
                             s.at("weight").get<double>(),
                             format == 1 ? evidence_of_format_1(evidence) : evidence_of(evidence)});
    }
    c.score = j.at("score").get<double>();
    c.topics = j.at("topics").get<std::vector<std::string>>();
    return c;
}

Json to_json_value(const Observation& o) {
    return {{"id", o.paper_id},
            {"service", o.service},
            {"metric", o.metric},
            {"state", static_cast<int>(o.state)},
            {"value", optional_json(o.value)},
            {"detail", o.detail},
            {"observed_at", time_json(o.observed_at)}};
}

Observation observation_of(const Json& j) {
    return {j.at("id").get<std::string>(),      j.at("service").get<std::string>(),
            j.at("metric").get<std::string>(),  enum_of(j.at("state"), ObservationState::failed),
            optional_of<double>(j.at("value")), j.at("detail").get<std::string>(),
            time_of(j.at("observed_at"))};
}

Json to_json_value(const RelatedPaper& r) {
    return {{"id", r.id}, {"title", r.title}, {"url", r.url}, {"reason", r.reason}};
}

RelatedPaper related_of(const Json& j) {
    return {j.at("id").get<std::string>(), j.at("title").get<std::string>(), j.at("url").get<std::string>(),
            j.at("reason").get<std::string>(), std::nullopt};
}

Json to_json_value(const FrozenFigure& f, bool with_bytes) {
    Json json = {{"path", f.figure.path},       {"number", f.figure.number},
                 {"caption", f.figure.caption}, {"credit", f.figure.credit},
                 {"licence", f.figure.licence}, {"licence_url", f.figure.licence_url},
                 {"url", f.figure.url},         {"hash", f.hash},
                 {"type", f.file_type}};
    if (with_bytes && !f.bytes.empty()) {
        json["bytes"] = to_base64(f.bytes);
    }
    return json;
}

FrozenFigure figure_of(const Json& j) {
    FrozenFigure f;
    f.figure.path = picture_path_of(j.at("path"));
    f.figure.number = j.at("number").get<std::string>();
    f.figure.caption = j.at("caption").get<std::string>();
    f.figure.credit = j.at("credit").get<std::string>();
    f.figure.licence = j.at("licence").get<std::string>();
    f.figure.licence_url = j.at("licence_url").get<std::string>();
    f.figure.url = j.at("url").get<std::string>();
    f.hash = j.at("hash").get<std::string>();
    f.file_type = j.at("type").get<std::string>();
    if (j.contains("bytes")) {
        f.bytes = from_base64(j.at("bytes").get<std::string>()).value_or("");
    }
    return f;
}

Json to_json_value(const NewsItem& n) {
    return {
        {"title", n.title}, {"url", n.url}, {"source", n.source}, {"date", n.date ? day_json(*n.date) : Json(nullptr)}};
}

NewsItem news_item_of(const Json& j) {
    NewsItem n;
    n.title = j.at("title").get<std::string>();
    n.url = j.at("url").get<std::string>();
    n.source = j.at("source").get<std::string>();
    if (!j.at("date").is_null()) {
        n.date = day_of(j.at("date"));
    }
    return n;
}

Json to_json_value(const Trend& t) {
    return {{"term", t.term}, {"papers", t.papers}, {"before", t.papers_before}, {"ratio", t.ratio},
            {"z", t.z},       {"rising", t.rising}, {"examples", t.examples}};
}

Trend trend_of(const Json& j) {
    return {j.at("term").get<std::string>(),
            int_of(j.at("papers")),
            int_of(j.at("before")),
            j.at("ratio").get<double>(),
            j.at("z").get<double>(),
            j.at("rising").get<bool>(),
            j.at("examples").get<std::vector<std::string>>()};
}

Json to_json_value(const Provenance& p) {
    return {{"service", p.service},
            {"what", p.what},
            {"first", optional_time_json(p.first)},
            {"last", optional_time_json(p.last)},
            {"knows_future", p.knows_future}};
}

Provenance provenance_of(const Json& j) {
    return {j.at("service").get<std::string>(), j.at("what").get<std::string>(), optional_time_of(j.at("first")),
            optional_time_of(j.at("last")), j.at("knows_future").get<bool>()};
}

Json to_json_value(const EditionKey& k) {
    return {{"month", k.month.text()},
            {"kind", static_cast<int>(k.kind)},
            {"from", day_json(k.window.from)},
            {"until", day_json(k.window.until)}};
}

EditionKey key_of(const Json& j) {
    const auto month = parse_month(j.at("month").get<std::string>());
    if (!month) {
        throw std::out_of_range("a month that cannot be read");
    }
    return {*month, enum_of(j.at("kind"), WindowKind::dates), {day_of(j.at("from")), day_of(j.at("until"))}};
}

Json to_json_value(const EditionTexts& t) {
    return {{"topics", t.topics},          {"venues", t.venues},
            {"landmarks", t.landmarks},    {"template_name", t.template_name},
            {"template", t.template_text}, {"roles", t.role_model}};
}

EditionTexts texts_of(const Json& j) {
    return {j.at("topics").get<std::string>(),    j.at("venues").get<std::string>(),
            j.at("landmarks").get<std::string>(), j.at("template_name").get<std::string>(),
            j.at("template").get<std::string>(),  j.at("roles").get<std::string>()};
}

template <class T>
Json array_json(const std::vector<T>& values) {
    Json array = Json::array();
    for (const T& value : values) {
        array.push_back(to_json_value(value));
    }
    return array;
}

template <class T, class Read>
std::vector<T> array_of(const Json& json, Read read) {
    std::vector<T> values;
    values.reserve(json.size());
    for (const Json& value : json) {
        values.push_back(read(value));
    }
    return values;
}

/// [["2201.03545",1,0.83,0.71,null,…],…]: twelve thousand rows by hand cost a tenth of a JSON tree.
std::string candidates_text(const std::vector<FrozenCandidate>& candidates) {
    std::string out = "[";
    for (const FrozenCandidate& candidate : candidates) {
        if (out.size() > 1) {
            out += ',';
        }
        fmt::format_to(std::back_inserter(out), "[\"{}\",{},{}", candidate.id, candidate.version, candidate.score);
        for (const auto& value : candidate.signals) {
            if (value) {
                fmt::format_to(std::back_inserter(out), ",{}", *value);
            } else {
                out += ",null";
            }
        }
        out += ']';
    }
    return out + "]";
}

FrozenCandidate frozen_of(const Json& row) {
    FrozenCandidate candidate{id_of(row.at(0)), int_of(row.at(1)), row.at(2).get<double>(), {}};
    for (std::size_t i = 3; i < row.size(); ++i) {
        candidate.signals.push_back(optional_of<double>(row.at(i)));
    }
    return candidate;
}

Json body_json(const Snapshot& s, bool with_figures) {
    Json related = Json::object();
    for (const auto& [id, papers] : s.related) {
        related[id] = array_json(papers);
    }
    Json figures = Json::object();
    for (const auto& [id, figure] : s.figures) {
        figures[id] = to_json_value(figure, with_figures);
    }
    return {{"key", to_json_value(s.key)},
            {"whole", s.whole},
            {"sample", s.sample},
            {"digest", s.program_version},
            {"made_at", time_json(s.made_at)},
            {"as_of", optional_time_json(s.as_of)},
            {"settings", Json::parse(edition_settings_json(s.settings))},
            {"texts", to_json_value(s.texts)},
            {"signal_names", s.signal_names},
            {"pool", array_json(s.pool)},
            {"added", array_json(s.added)},
            {"related", std::move(related)},
            {"figures", std::move(figures)},
            {"observations", array_json(s.observations)},
            {"news", array_json(s.news)},
            {"trends", array_json(s.trends)},
            {"provenance", array_json(s.provenance)},
            {"featured_before", s.featured_before},
            {"primary_categories", s.primary_categories},
            {"notices", s.notices}};
}

/// Every candidate has a value or none for each signal: readers go by their places.
void require_all_signals(const Snapshot& s) {
    const auto has_all = [&s](const auto& candidate) { return candidate.signals.size() == s.signal_names.size(); };
    if (!std::all_of(s.candidates.begin(), s.candidates.end(), has_all) ||
        !std::all_of(s.pool.begin(), s.pool.end(), has_all)) {
        throw std::out_of_range("a candidate's signals are not those of the edition");
    }
}

EditionSettings settings_of(const Json& j, int format) {
    const std::string text = format == 1 ? j.at("config").get<std::string>() : j.at("settings").dump();
    auto settings = read_edition_settings(text);
    if (!settings) {
        throw std::out_of_range(settings.error().message);
    }
    return std::move(*settings);
}

Snapshot snapshot_of(const Json& candidates, const Json& j, int format) {
    Snapshot s;
    s.candidates = array_of<FrozenCandidate>(candidates, frozen_of);
    s.key = key_of(j.at("key"));
    s.whole = j.at("whole").get<bool>();
    s.sample = j.at("sample").get<bool>();
    s.program_version = j.at("digest").get<std::string>();
    s.made_at = time_of(j.at("made_at"));
    s.as_of = optional_time_of(j.at("as_of"));
    s.settings = settings_of(j, format);
    s.texts = texts_of(j.at("texts"));
    s.signal_names = j.at("signal_names").get<std::vector<std::string>>();
    s.pool = array_of<Candidate>(j.at("pool"), [format](const Json& each) { return candidate_of(each, format); });
    s.added = array_of<Paper>(j.at("added"), paper_of);
    for (const auto& [id, papers] : j.at("related").items()) {
        s.related[id] = array_of<RelatedPaper>(papers, related_of);
    }
    for (const auto& [id, figure] : j.at("figures").items()) {
        s.figures[id] = figure_of(figure);
    }
    s.observations = array_of<Observation>(j.at("observations"), observation_of);
    s.news = array_of<NewsItem>(j.at("news"), news_item_of);
    s.trends = array_of<Trend>(j.at("trends"), trend_of);
    s.provenance = array_of<Provenance>(j.at("provenance"), provenance_of);
    s.featured_before = j.at("featured_before").get<std::set<std::string>>();
    s.primary_categories = counts_of(j.at("primary_categories"));
    s.notices = j.at("notices").get<std::vector<std::string>>();
    require_all_signals(s);
    return s;
}

}  // namespace

std::string write_snapshot(const Snapshot& snapshot, bool with_figures) {
    std::string candidates;
    std::string rest;
    run_at_once(
        {[&] { candidates = candidates_text(snapshot.candidates); },
         [&] { rest = body_json(snapshot, with_figures).dump(-1, ' ', false, Json::error_handler_t::replace); }});
    const std::string body = fmt::format(R"({{"candidates":{},"rest":{}}})", candidates, rest);
    return fmt::format("{{\"format\":{},\"checksum\":\"{}\",{}{}}}\n", snapshot_format, sha256_hex(body), body_mark,
                       body);
}

Result<Snapshot> read_snapshot(std::string_view text, std::string_view file) {
    const auto damaged = [file](std::string what) {
        return fail(ErrorKind::user_file, fmt::format("not a snapshot that can be used: {}", what), std::string{file},
                    "use an undamaged copy, or build the edition anew with --refresh");
    };
    try {
        const std::size_t mark = text.find(body_mark);
        if (!text.starts_with("{\"format\":") || mark == std::string_view::npos || !text.ends_with("}\n")) {
            return damaged("it does not begin and end like one");
        }
        const Json head = Json::parse(std::string{text.substr(0, mark)} + "\"body\":0}");
        const int format = int_of(head.at("format"));
        if (format > snapshot_format) {
            return damaged(fmt::format("its format {} was made by a newer digest", format));
        }
        const std::string_view body = text.substr(mark + body_mark.size(), text.size() - mark - body_mark.size() - 2);
        if (head.at("checksum").get<std::string>() !=
            (format == 1 ? content_hash_of_format_1(body) : sha256_hex(body))) {
            return damaged("its checksum does not fit: it was changed or cut");
        }
        const Json json = Json::parse(body);
        return snapshot_of(json.at("candidates"), json.at("rest"), format);
    } catch (const Json::exception& error) {
        return damaged(strip_controls(repair_utf8(error.what())));  // it quotes the file
    } catch (const std::out_of_range& error) {
        return damaged(error.what());
    }
}

}  // namespace digest
