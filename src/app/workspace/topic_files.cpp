// topics.toml, venues.toml and landmarks.toml.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "app/workspace/toml_reader.h"
#include "app/workspace/workspace.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"
#include "digest/model/arxiv_id.h"

namespace digest {
namespace {

/// An entry must say what it is called, and no two may be called the same.
void check_name(TomlTable& table, const std::string& name, std::set<std::string>& names) {
    if (trim(name).empty()) {
        table.keep(table.error_at("name", "an entry needs a name"));
    }
    if (!names.insert(name).second) {
        table.keep(table.error_at("name", fmt::format("\"{}\" is defined twice", name),
                                  "give it another name, or merge the two"));
    }
}

void check_phrases(TomlTable& table, std::string_view key, const std::vector<std::string>& phrases) {
    const bool blank =
        std::any_of(phrases.begin(), phrases.end(), [](const std::string& phrase) { return trim(phrase).empty(); });
    if (blank) {
        table.keep(table.error_at(key, fmt::format("{} holds an empty phrase", key)));
    }
}

/// Reads an array of tables with `read_entry` and reports the first mistake anywhere in the file.
template <class Entry, class ReadEntry>
Result<std::vector<Entry>> parse_entries(std::string_view text, std::string_view file, std::string_view key,
                                         ReadEntry read_entry) {
    TRY_ASSIGN(const auto document, parse_toml(text, file));
    TomlTable root{document, "", std::string{file}};
    std::vector<Entry> entries;
    for (TomlTable& table : root.tables(key)) {
        read_entry(table, entries.emplace_back());
        if (auto mistake = table.finish()) {
            return tl::unexpected(std::move(*mistake));
        }
    }
    if (auto mistake = root.finish()) {
        return tl::unexpected(std::move(*mistake));
    }
    return entries;
}

}  // namespace

Result<std::vector<Topic>> parse_topics(std::string_view text, std::string_view file) {
    std::set<std::string> names;
    auto topics = parse_entries<Topic>(text, file, "topic", [&names](TomlTable& table, Topic& topic) {
        table.read("name", topic.name);
        table.read("in_text", topic.in_text);
        table.read("name_zh", topic.name_zh);
        table.read("weight", topic.weight, 0.0, 10.0);
        table.read("terms", topic.terms);
        table.read("also", topic.also);
        table.read("not", topic.excluded);
        table.read("categories", topic.categories);
        check_name(table, topic.name, names);
        check_phrases(table, "terms", topic.terms);
        check_phrases(table, "also", topic.also);
        check_phrases(table, "not", topic.excluded);
        if (topic.terms.empty() && topic.also.empty()) {
            table.keep(table.error_at("terms", fmt::format("the topic \"{}\" has no terms", topic.name),
                                      "give it at least one phrase"));
        }
    });
    if (topics && topics->empty()) {
        return fail(ErrorKind::user_file, "no [[topic]] is defined", std::string{file},
                    "define at least one, or leave edition.topics empty for the shipped ones");
    }
    return topics;
}

Result<std::vector<Venue>> parse_venues(std::string_view text, std::string_view file) {
    std::set<std::string> names;
    return parse_entries<Venue>(text, file, "venue", [&names](TomlTable& table, Venue& venue) {
        table.read("name", venue.name);
        table.read("aliases", venue.aliases);
        table.read("weight", venue.weight, 0.0, 10.0);
        check_name(table, venue.name, names);
        check_phrases(table, "aliases", venue.aliases);
    });
}

Result<std::vector<Landmark>> parse_landmarks(std::string_view text, std::string_view file) {
    std::set<std::string> names;
    return parse_entries<Landmark>(text, file, "landmark", [&names](TomlTable& table, Landmark& landmark) {
        table.read("names", landmark.names);
        table.read("guards", landmark.guards);
        table.read("title", landmark.title);
        table.read("authors", landmark.authors);
        table.read("et_al", landmark.et_al);
        table.read("year", landmark.year, 1800, 2200);
        table.read("arxiv_id", landmark.arxiv_id);
        table.read("url", landmark.url);
        check_phrases(table, "names", landmark.names);
        check_phrases(table, "guards", landmark.guards);
        if (landmark.names.empty()) {
            table.keep(table.error_at("names", "a landmark needs at least one name"));
        }
        if (landmark.title.empty()) {
            table.keep(table.error_at("title", "a landmark needs a title"));
        }
        if (landmark.arxiv_id.empty() == landmark.url.empty()) {
            table.keep(table.error_at("arxiv_id", "a landmark needs either arxiv_id or url"));
        }
        if (!landmark.arxiv_id.empty() && !parse_arxiv_id(landmark.arxiv_id)) {
            table.keep(table.error_at("arxiv_id", fmt::format("\"{}\" is no arXiv id", landmark.arxiv_id)));
        }
        if (!landmark.url.empty() && !is_web_address(landmark.url)) {
            table.keep(table.error_at("url", "write the address with https://"));
        }
        for (const std::string& name : landmark.names) {
            if (!names.insert(name).second) {
                table.keep(table.error_at("names", fmt::format("the name \"{}\" stands in two entries", name)));
            }
        }
    });
}

}  // namespace digest
