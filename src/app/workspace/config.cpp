#include "app/workspace/config.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/workspace/toml_reader.h"
#include "digest/base/ascii.h"
#include "digest/base/try.h"
#include "digest/base/web_address.h"
#include "digest/model/services.h"
#include "digest/model/signal_table.h"
#include "digest/score/scorer.h"

namespace digest {
namespace {

using Json = nlohmann::json;

std::map<std::string, double> default_weights() {
    std::map<std::string, double> weights;
    for (const SignalRow& signal : signal_table) {
        weights.emplace(signal.name, signal.default_weight);
    }
    return weights;
}

/// Calls `visit` with every key of [edition] in the order of the contract: reading, freezing and listing share it.
template <class Settings, class Visitor>
void visit_edition(Settings& edition, Visitor&& visit) {
    visit.text("title", edition.title);
    visit.text("publisher", edition.publisher);
    visit.text("publisher_url", edition.publisher_url);
    visit.text("closing", edition.closing);
    visit.whole("picks", edition.picks, 1, 50);
    visit.choice("window", edition.window);
    visit.choice("language", edition.language);
    visit.text("template", edition.template_name);
    visit.choices("blocks", edition.blocks);
    visit.choice("front_matter", edition.front_matter);
    visit.choice("math", edition.math);
    visit.flag("figures", edition.figures);
    visit.text("file_name", edition.file_name);
    visit.text("topics", edition.topics);
    visit.text("venues", edition.venues);
    visit.text("landmarks", edition.landmarks);
}

template <class Keys, class Visitor>
void visit_harvest(Keys& harvest, Visitor&& visit) {
    visit.text("contact", harvest.contact);
    visit.number("interval_seconds", harvest.interval_seconds, 0.0, 3600.0);
    visit.whole("page_size", harvest.page_size, 1, 2000);
    visit.whole("max_attempts", harvest.max_attempts, 1, 50);
    visit.whole("max_wait_seconds", harvest.max_wait_seconds, 0, 86'400);
    visit.whole("timeout_seconds", harvest.timeout_seconds, 1, 3600);
}

template <class Keys, class Visitor>
void visit_models(Keys& models, Visitor&& visit) {
    visit.text("notability", models.notability);
    visit.text("taste", models.taste);
    visit.text("roles", models.roles);
}

template <class Keys, class Visitor>
void visit_select(Keys& select, Visitor&& visit) {
    visit.whole("per_topic_max", select.per_topic_max, 1, 50);
    visit.number("diversity", select.diversity, 0.0, 1.0);
    visit.flag("memory", select.memory);
    visit.texts("exclude_terms", select.exclude_terms);
    visit.texts("exclude_authors", select.exclude_authors);
    visit.texts("follow_authors", select.follow_authors);
}

template <class Enum>
std::vector<std::string> names_as_texts() {
    const auto names = names_of<Enum>();
    return {names.begin(), names.end()};
}

template <class Enum>
std::vector<std::string> names_of_each(const std::vector<Enum>& values) {
    std::vector<std::string> names;
    for (const Enum value : values) {
        names.emplace_back(name_of(value));
    }
    return names;
}

/// Names that are none are passed over.
template <class Enum>
std::vector<Enum> values_named(const std::vector<std::string>& names) {
    std::vector<Enum> values;
    for (const std::string& name : names) {
        if (const auto value = value_named<Enum>(name)) {
            values.push_back(*value);
        }
    }
    return values;
}

/// Visits a TomlTable.
struct TomlVisitor {
    TomlTable& table;
    void text(std::string_view key, std::string& value) { table.read(key, value); }
    void flag(std::string_view key, bool& value) { table.read(key, value); }
    void whole(std::string_view key, int& value, int least, int most) { table.read(key, value, least, most); }
    void number(std::string_view key, double& value, double least, double most) { table.read(key, value, least, most); }
    void texts(std::string_view key, std::vector<std::string>& value) { table.read(key, value); }
    template <class Enum>
    void choice(std::string_view key, Enum& value) {
        std::string name{name_of(value)};
        table.read_choice(key, name, names_as_texts<Enum>());
        value = value_named<Enum>(name).value_or(value);
    }
    template <class Enum>
    void choices(std::string_view key, std::vector<Enum>& values) {
        std::vector<std::string> names = names_of_each(values);
        table.read_choices(key, names, names_as_texts<Enum>());
        values = values_named<Enum>(names);
    }
};

/// Writes JSON.
struct JsonWriter {
    Json& json;
    template <class T>
    void put(std::string_view key, const T& value) {
        json[std::string{key}] = value;
    }
    void text(std::string_view key, const std::string& value) { put(key, value); }
    void flag(std::string_view key, bool value) { put(key, value); }
    void whole(std::string_view key, int value, int, int) { put(key, value); }
    void number(std::string_view key, double value, double, double) { put(key, value); }
    void texts(std::string_view key, const std::vector<std::string>& value) { put(key, value); }
    template <class Enum>
    void choice(std::string_view key, Enum value) {
        put(key, name_of(value));
    }
    template <class Enum>
    void choices(std::string_view key, const std::vector<Enum>& values) {
        put(key, names_of_each(values));
    }
};

/// Reads JSON that JsonWriter wrote; what is absent keeps its value. Throws nlohmann's exceptions on a wrong type.
struct JsonReader {
    const Json& json;
    template <class T>
    void get(std::string_view key, T& value) {
        if (const auto found = json.find(std::string{key}); found != json.end()) {
            value = found->get<T>();
        }
    }
    void text(std::string_view key, std::string& value) { get(key, value); }
    void flag(std::string_view key, bool& value) { get(key, value); }
    void whole(std::string_view key, int& value, int, int) { get(key, value); }
    void number(std::string_view key, double& value, double, double) { get(key, value); }
    void texts(std::string_view key, std::vector<std::string>& value) { get(key, value); }
    template <class Enum>
    void choice(std::string_view key, Enum& value) {
        std::string name{name_of(value)};
        get(key, name);
        const auto named = value_named<Enum>(name);
        if (!named) {
            throw std::out_of_range(fmt::format("{} is \"{}\"", key, name));
        }
        value = *named;
    }
    template <class Enum>
    void choices(std::string_view key, std::vector<Enum>& values) {
        std::vector<std::string> names = names_of_each(values);
        get(key, names);
        values = values_named<Enum>(names);
        if (values.size() != names.size()) {
            throw std::out_of_range(fmt::format("{} holds a name that is not known", key));
        }
    }
};

/// Lists the keys for the documentation's test.
struct KeyLister {
    std::vector<ConfigKey>& keys;
    std::string section;
    void add(std::string_view key, std::string type, std::string value) {
        keys.push_back({section + "." + std::string{key}, std::move(type), std::move(value)});
    }
    void text(std::string_view key, const std::string& value) { add(key, "string", fmt::format("\"{}\"", value)); }
    void flag(std::string_view key, bool value) { add(key, "true or false", value ? "true" : "false"); }
    void whole(std::string_view key, int value, int least, int most) {
        add(key, fmt::format("whole number, {} to {}", least, most), fmt::format("{}", value));
    }
    void number(std::string_view key, double value, double least, double most) {
        add(key, fmt::format("number, {} to {}", least, most), fmt::format("{}", value));
    }
    void texts(std::string_view key, const std::vector<std::string>& value) {
        add(key, "array of strings", fmt::format("{}", value));
    }
    template <class Enum>
    void choice(std::string_view key, Enum value) {
        add(key, fmt::format("one of {}", fmt::join(names_of<Enum>(), ", ")), fmt::format("\"{}\"", name_of(value)));
    }
    template <class Enum>
    void choices(std::string_view key, const std::vector<Enum>& values) {
        add(key, fmt::format("array of {}", fmt::join(names_of<Enum>(), ", ")),
            fmt::format("{}", names_of_each(values)));
    }
};

void read_weights(TomlTable& table, std::map<std::string, double>& weights) {
    for (const SignalRow& signal : signal_table) {
        table.read(signal.name, weights[std::string(signal.name)], signal.least_weight, signal.most_weight);
    }
}

void check_categories(TomlTable& table, const std::vector<std::string>& categories) {
    if (categories.empty()) {
        table.keep(table.error_at("categories", "harvest.categories is empty", "name at least one, such as \"cs.CL\""));
    }
    for (const std::string& category : categories) {
        const bool plain = !category.empty() && std::all_of(category.begin(), category.end(), [](char c) {
            return is_letter(c) || c == '-' || c == '.';
        });
        if (!plain) {
            table.keep(table.error_at("categories", fmt::format("\"{}\" is no arXiv category", category),
                                      R"(write it as in "cs.CL" or "hep-th")"));
        }
    }
}

void check_address(TomlTable& table, std::string_view key, const std::string& address) {
    if (is_web_address(address)) {
        return;
    }
    table.keep(table.error_at(key, fmt::format("\"{}\" is no http(s) address", address), "write it with https://"));
}

void check_file_name(TomlTable& table, const std::string& file_name) {
    if (!file_name.empty() && file_name.find('/') == std::string::npos && file_name != "." && file_name != "..") {
        return;
    }
    table.keep(table.error_at("file_name", "edition.file_name must be a plain file name without folders",
                              "name the folder with -o"));
}

void make_absolute(std::string& path, const std::filesystem::path& folder) {
    if (!path.empty()) {
        path = std::filesystem::absolute(folder / path).lexically_normal().string();
    }
}

/// A shipped name stays a name; what looks like a file becomes an absolute path.
void make_template_absolute(std::string& name, const std::filesystem::path& folder) {
    if (is_template_file(name)) {
        make_absolute(name, folder);
    }
}

}  // namespace

bool is_template_file(std::string_view name) {
    return name.find_first_of("/.") != std::string_view::npos;
}

Config default_config() {
    Config config;
    config.edition.weights = default_weights();
    for (const Service& service : known_services()) {
        const std::string name{service.name};
        if (service.use == ServiceUse::numbers) {
            config.observe.services[name] = {service.enabled, std::string{service.key_variable}};
        }
        if (!service.address.empty()) {
            config.services[name] = service.address;
        }
    }
    return config;
}

Result<Config> parse_config(std::string_view text, std::string_view file, const std::filesystem::path& folder) {
    TRY_ASSIGN(const auto document, parse_toml(text, file));
    Config config = default_config();
    TomlTable root{document, "", std::string{file}};
    std::vector<std::optional<Error>> mistakes;

    TomlTable edition = root.table("edition");
    visit_edition(config.edition, TomlVisitor{edition});
    check_file_name(edition, config.edition.file_name);
    mistakes.push_back(edition.finish());

    TomlTable harvest = root.table("harvest");
    harvest.read("categories", config.edition.categories);
    visit_harvest(config.harvest, TomlVisitor{harvest});
    check_categories(harvest, config.edition.categories);
    mistakes.push_back(harvest.finish());

    TomlTable archive = root.table("archive");
    archive.read("path", config.archive_path);
    mistakes.push_back(archive.finish());

    TomlTable models = root.table("models");
    visit_models(config.edition.models, TomlVisitor{models});
    mistakes.push_back(models.finish());

    TomlTable weights = root.table("weights");
    read_weights(weights, config.edition.weights);
    mistakes.push_back(weights.finish());

    TomlTable select = root.table("select");
    visit_select(config.edition.select, TomlVisitor{select});
    mistakes.push_back(select.finish());

    TomlTable observe = root.table("observe");
    observe.read("fresh_days", config.observe.fresh_days, 0, 3650);
    for (auto& [name, service] : config.observe.services) {
        TomlTable table = observe.table(name);
        table.read("enabled", service.enabled);
        if (!service.api_key_env.empty()) {
            table.read("api_key_env", service.api_key_env);
        }
        mistakes.push_back(table.finish());
    }
    mistakes.push_back(observe.finish());

    TomlTable news = root.table("news");
    for (TomlTable& table : news.tables("feed")) {
        NewsFeed& feed = config.news.emplace_back();
        table.read("url", feed.url);
        table.read("name", feed.name);
        check_address(table, "url", feed.url);
        mistakes.push_back(table.finish());
    }
    mistakes.push_back(news.finish());

    TomlTable services = root.table("services");
    for (auto& [name, address] : config.services) {
        services.read(name, address);
        check_address(services, name, address);
    }
    mistakes.push_back(services.finish());
    mistakes.push_back(root.finish());

    for (auto& mistake : mistakes) {
        if (mistake) {
            return tl::unexpected(std::move(*mistake));
        }
    }
    make_absolute(config.archive_path, folder);
    for (std::string* path :
         {&config.edition.topics, &config.edition.venues, &config.edition.landmarks, &config.edition.models.notability,
          &config.edition.models.taste, &config.edition.models.roles}) {
        make_absolute(*path, folder);
    }
    make_template_absolute(config.edition.template_name, folder);
    return config;
}

std::vector<ConfigKey> config_keys() {
    const Config config = default_config();
    std::vector<ConfigKey> keys;
    visit_edition(config.edition, KeyLister{keys, "edition"});
    KeyLister{keys, "harvest"}.texts("categories", config.edition.categories);
    visit_harvest(config.harvest, KeyLister{keys, "harvest"});
    KeyLister{keys, "archive"}.text("path", config.archive_path);
    visit_models(config.edition.models, KeyLister{keys, "models"});
    for (const SignalRow& signal : signal_table) {
        KeyLister{keys, "weights"}.number(signal.name, config.edition.weights.at(std::string(signal.name)),
                                          signal.least_weight, signal.most_weight);
    }
    visit_select(config.edition.select, KeyLister{keys, "select"});
    KeyLister{keys, "observe"}.whole("fresh_days", config.observe.fresh_days, 0, 3650);
    for (const auto& [name, service] : config.observe.services) {
        KeyLister lister{keys, "observe." + name};
        lister.flag("enabled", service.enabled);
        if (!service.api_key_env.empty()) {
            lister.text("api_key_env", service.api_key_env);
        }
    }
    KeyLister feed{keys, "news.feed"};
    feed.text("url", "");
    feed.text("name", "");
    for (const auto& [name, address] : config.services) {
        KeyLister{keys, "services"}.text(name, address);
    }
    return keys;
}

std::string edition_settings_json(const EditionSettings& settings) {
    Json edition = Json::object();
    Json select = Json::object();
    Json models = Json::object();
    visit_edition(settings, JsonWriter{edition});
    visit_select(settings.select, JsonWriter{select});
    visit_models(settings.models, JsonWriter{models});
    const Json json = {{"edition", std::move(edition)},
                       {"select", std::move(select)},
                       {"models", std::move(models)},
                       {"weights", settings.weights},
                       {"categories", settings.categories}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<EditionSettings> read_edition_settings(std::string_view text) {
    const auto unreadable = [](std::string_view what) {
        return fail(ErrorKind::user_file, fmt::format("the configuration in the snapshot cannot be read: {}", what), "",
                    "build the edition anew with --refresh");
    };
    try {
        const Json json = Json::parse(text);
        EditionSettings settings = default_config().edition;
        visit_edition(settings, JsonReader{json.at("edition")});
        visit_select(settings.select, JsonReader{json.at("select")});
        visit_models(settings.models, JsonReader{json.at("models")});
        settings.weights = json.at("weights").get<std::map<std::string, double>>();
        settings.categories = json.at("categories").get<std::vector<std::string>>();
        return settings;
    } catch (const Json::exception& error) {
        return unreadable(error.what());
    } catch (const std::out_of_range& error) {
        return unreadable(error.what());
    }
}

}  // namespace digest
