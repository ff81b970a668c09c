#include "app/workspace/config.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "digest/model/services.h"

using namespace digest;

namespace {
Error error_of(const std::string& text) {
    const auto config = parse_config(text, "digest.toml", "/workspace");
    REQUIRE_FALSE(config);
    CHECK(config.error().kind == ErrorKind::user_file);
    return config.error();
}
}  // namespace

TEST_CASE("an empty configuration is the default", "[config]") {
    CHECK(*parse_config("", "digest.toml", "/workspace") == default_config());
}

TEST_CASE("the shipped digest.toml says what the built-in default is", "[config]") {
    std::ifstream file{DIGEST_SOURCE_DIR "/data/digest.toml"};
    std::stringstream text;
    text << file.rdbuf();
    const auto config = parse_config(text.str(), "digest.toml", "/workspace");
    REQUIRE(config);
    CHECK(*config == default_config());
}

TEST_CASE("the shipped digest.toml shows every service", "[config]") {
    std::ifstream file{DIGEST_SOURCE_DIR "/data/digest.toml"};
    std::stringstream text;
    text << file.rdbuf();
    for (const Service& service : known_services()) {
        const std::string name{service.name};
        CAPTURE(name);
        CHECK((text.str().find("\n" + name + " = ") == std::string::npos) == (service.use == ServiceUse::imported));
        CHECK((text.str().find("\n[observe." + name + "]") != std::string::npos) ==
              (service.use == ServiceUse::numbers));
    }
}

TEST_CASE("an unknown key is an error with its position and the nearest known name", "[config]") {
    const Error error = error_of("[edition]\npickz = 3\n");
    CHECK(error.message == "unknown key edition.pickz");
    CHECK(error.origin == "digest.toml:2:1");
    CHECK(error.next == "did you mean \"picks\"?");
    CHECK(error_of("[editon]\npicks = 3\n").next == "did you mean \"edition\"?");
    CHECK(error_of("[observe.semantic_schola]\nenabled = true\n").next == "did you mean \"semantic_scholar\"?");
}

TEST_CASE("a wrong type or a value out of bounds is never silently the default", "[config]") {
    CHECK(error_of("[edition]\npicks = \"10\"\n").message == "edition.picks must be a whole number, not a string");
    CHECK(error_of("[edition]\npicks = 0\n").message == "edition.picks must be between 1 and 50, not 0");
    CHECK(error_of("[edition]\nlanguage = \"eng\"\n").next == "did you mean \"en\"?");
    CHECK(error_of("[edition]\nblocks = [\"opening\", \"new\"]\n").next == "did you mean \"news\"?");
    CHECK(error_of("[weights]\ntopic_match = -1\n").message == "weights.topic_match must be between 0 and 100, not -1");
    CHECK(error_of("[harvest]\ncategories = [\"cs.CL\", 3]\n").message ==
          "harvest.categories must hold strings only, not a whole number");
    CHECK(error_of("[harvest]\ncategories = [\"cs.CL) OR all:x\"]\n").message ==
          "\"cs.CL) OR all:x\" is no arXiv category");
    CHECK(error_of("[services]\narxiv_api = \"ftp://x\"\n").message == "\"ftp://x\" is no http(s) address");
    CHECK(error_of("[edition]\nfile_name = \"../x.md\"\n").origin == "digest.toml:2:13");
    CHECK(error_of("edition = 3\n").message == "edition must be a table, not a whole number");
    CHECK(error_of("[edition\n").origin == "digest.toml:1:9");
}

TEST_CASE("relative paths are relative to the configuration", "[config]") {
    const auto config = parse_config(
        "[archive]\npath = \"papers.sqlite3\"\n[edition]\ntopics = \"mine.toml\"\ntemplate = \"./mine.mustache\"\n",
        "digest.toml", "/workspace");
    REQUIRE(config);
    CHECK(config->archive_path == "/workspace/papers.sqlite3");
    CHECK(config->edition.topics == "/workspace/mine.toml");
    CHECK(config->edition.template_name == "/workspace/mine.mustache");
    CHECK(parse_config("[edition]\ntemplate = \"article\"\n", "digest.toml", "/workspace")->edition.template_name ==
          "article");
}

TEST_CASE("a template with a slash or a dot in its name is a file", "[config]") {
    CHECK(is_template_file("mine.mustache"));
    CHECK(is_template_file("./mine"));
    CHECK_FALSE(is_template_file("article"));
    CHECK_FALSE(is_template_file(""));
}

TEST_CASE("what decides an edition survives freezing", "[config]") {
    auto config = *parse_config(
        "[edition]\npicks = 7\nlanguage = \"zh\"\n[weights]\nvenue = 0.9\n[select]\nexclude_terms = "
        "[\"quantum\"]\n[harvest]\ncategories = [\"cs.CL\"]\n",
        "f", "/w");
    CHECK(*read_edition_settings(edition_settings_json(config.edition)) == config.edition);
    CHECK_FALSE(read_edition_settings("{}"));
    CHECK_FALSE(read_edition_settings("not json"));
    std::string other = edition_settings_json(config.edition);
    other.replace(other.find("\"zh\""), 4, "\"tlh\"");
    REQUIRE_FALSE(read_edition_settings(other));
    CHECK(read_edition_settings(other).error().message.find("language is \"tlh\"") != std::string::npos);
}

TEST_CASE("every key has a type and a default in words", "[config]") {
    const auto keys = config_keys();
    CHECK(keys.size() > 50);
    for (const ConfigKey& key : keys) {
        CAPTURE(key.path);
        CHECK_FALSE(key.type.empty());
        CHECK_FALSE(key.default_value.empty());
    }
}
