#include <catch2/catch.hpp>

#include "architecture/rules.h"
#include "architecture/tree.h"

using namespace digest::architecture;

namespace {

Violations layers(std::string path, std::string_view text) {
    return check_layers(parse_source(std::move(path), text));
}
Violations libraries(std::string path, std::string_view text) {
    return check_libraries(parse_source(std::move(path), text));
}
Violations purity(std::string path, std::string_view text) {
    return check_purity(parse_source(std::move(path), text));
}

}  // namespace

TEST_CASE("the sources keep to the layers") {
    REQUIRE(sources().size() > 60);
    CHECK(lines(in_all_sources(check_layers)) == "");
}

TEST_CASE("libraries stand only where the allow-list has them") {
    CHECK(lines(in_all_sources(check_libraries)) == "");
}

TEST_CASE("pure layers look at nothing but their arguments") {
    CHECK(lines(in_all_sources(check_purity)) == "");
}

TEST_CASE("no source uses what depends on the locale or what a long text can crash") {
    CHECK(lines(in_all_sources(check_pitfalls)) == "");
}

TEST_CASE("only main reads the environment and the wall clock") {
    Violations found;
    for (const SourceFile& file : sources()) {
        if (file.path == "src/main.cpp") {
            continue;
        }
        for (const char* word : {"getenv", "secure_getenv", "system_clock::now", "time(nullptr)"}) {
            for (const std::size_t place : places_of(word, file)) {
                found.push_back(file.path + ":" + std::to_string(line_at(file, place)) + ": " + word);
            }
        }
    }
    CHECK(lines(found) == "");
}

TEST_CASE("no source is longer than a reader's patience") {
    CHECK(lines(in_all_sources(check_length)) == "");
}

TEST_CASE("every source includes its own header first") {
    Violations found;
    int with_header = 0;
    for (const SourceFile& file : sources()) {
        const std::filesystem::path path{file.path};
        if (path.extension() != ".cpp") {
            continue;
        }
        const auto header = path.lexically_relative("src").replace_extension(".h");
        std::string own;
        if (std::filesystem::exists(root / "include/digest" / header)) {
            own = "digest/" + header.generic_string();
        } else if (std::filesystem::exists(root / "src" / header)) {
            own = file.layer() == "app" ? header.generic_string() : header.filename().string();
        } else {
            continue;
        }
        ++with_header;
        const Violations of_file = check_own_header_first(file, own);
        found.insert(found.end(), of_file.begin(), of_file.end());
    }
    CHECK(with_header > 30);
    CHECK(lines(found) == "");
}

TEST_CASE("unit tests mirror the sources") {
    CHECK(lines(check_unit_tests_mirror_sources(root)) == "");
}

// The rules themselves, on texts that break them: a rule that cannot fail guards nothing.

TEST_CASE("a stage that includes another stage is found") {
    CHECK(layers("src/score/venue.cpp", "#include \"digest/select/selector.h\"\n") ==
          Violations{"src/score/venue.cpp:1: score may not include digest/select/selector.h"});
    CHECK(layers("include/digest/render/view.h", "\n  #  include \"digest/compose/blurb.h\"\n").size() == 1);
    CHECK(
        layers("src/score/venue.cpp", "#include \"digest/text/tex.h\"\n#include \"digest/score/scorer.h\"\n").empty());
    CHECK(layers("src/app/pipeline.cpp", "#include \"digest/score/scorer.h\"\n").empty());
}

TEST_CASE("an include that goes upward or sideways is found") {
    CHECK(layers("src/base/dates.cpp", "#include \"digest/model/paper.h\"\n").size() == 1);
    CHECK(layers("src/text/tex.cpp", "#include \"digest/net/http.h\"\n").size() == 1);
    CHECK(layers("src/net/retry.cpp", "#include \"digest/text/tex.h\"\n").size() == 1);
    CHECK(layers("src/harvest/harvester.cpp", "#include \"digest/app/files.h\"\n").size() == 1);
    CHECK(layers("src/main.cpp", "#include \"digest/store/archive.h\"\n").size() == 1);
}

TEST_CASE("net is for the stages that fetch") {
    CHECK(layers("src/observe/github.cpp", "#include \"digest/net/http.h\"\n").empty());
    CHECK(layers("src/store/archive.cpp", "#include \"digest/net/http.h\"\n").size() == 1);
    CHECK(layers("src/compose/trends.cpp", "#include \"digest/net/http.h\"\n").size() == 1);
}

TEST_CASE("what decides an edition fetches, stores and renders nothing") {
    for (const char* below : {"score/scorer.h", "select/selector.h", "compose/composer.h", "model/snapshot.h"}) {
        CHECK(layers("src/edition/choose.cpp", "#include \"digest/" + std::string{below} + "\"\n").empty());
    }
    for (const char* other : {"net/http.h", "harvest/query.h", "observe/news.h", "store/archive.h", "enrich/oai.h",
                              "learn/trainer.h", "render/renderer.h", "app/program.h"}) {
        CHECK(layers("src/edition/choose.cpp", "#include \"digest/" + std::string{other} + "\"\n").size() == 1);
    }
    CHECK(layers("src/compose/composer.cpp", "#include \"digest/edition/make.h\"\n").size() == 1);
    CHECK(layers("src/app/edition/build.cpp", "#include \"digest/edition/make.h\"\n").empty());
    CHECK(purity("include/digest/edition/make.h", "#include <fstream>\n").size() == 1);
}

TEST_CASE("private headers stay in their folder") {
    CHECK(layers("src/store/papers.cpp", "#include \"rows.h\"\n").empty());
    CHECK(layers("src/store/papers.cpp", "#include \"../app/toml_reader.h\"\n").size() == 1);
    CHECK(layers("include/digest/store/archive.h", "#include \"rows.h\"\n").size() == 1);
    CHECK(layers("src/crawl/page.cpp", "").size() == 1);
}

TEST_CASE("a library outside its place is found") {
    CHECK(libraries("src/net/curl_client.cpp", "#include <curl/curl.h>\n").empty());
    CHECK(libraries("src/observe/github.cpp", "#include <curl/curl.h>\n").size() == 1);
    CHECK(libraries("src/app/commands.cpp", "#include <CLI/CLI.hpp>\n").size() == 1);
    CHECK(libraries("src/app/status.cpp", "#include <sqlite3.h>\n").size() == 1);
    CHECK(libraries("src/score/venue.cpp", "#include <boost/any.hpp>\n").size() == 1);
    CHECK(libraries("include/digest/base/error.h", "#include <tl/expected.hpp>\n#include <fmt/format.h>\n").empty());
    CHECK(libraries("include/digest/observe/news.h", "#include <nlohmann/json.hpp>\n").size() == 1);
    CHECK(libraries("include/digest/app/lock.h", "#include <sys/file.h>\n").size() == 1);
    CHECK(libraries("src/app/lock.cpp", "#include <sys/file.h>\n").empty());
}

TEST_CASE("input, output, clock, environment and chance in a pure layer are found") {
    CHECK(purity("src/score/taste.cpp", "auto n = std::chrono::system_clock::now();\n").size() == 1);
    CHECK(purity("src/compose/opening.cpp", "const char* v = std::getenv(\"LANG\");\n").size() == 1);
    CHECK(purity("src/text/tex.cpp", "#include <fstream>\n").size() == 1);
    CHECK(purity("src/render/view.cpp", "#include <unistd.h>\n").size() == 1);
    CHECK(purity("src/select/selector.cpp", "int x = rand();\n").size() == 1);
    CHECK(purity("src/learn/trainer.cpp", "void f() {\n    std::cout << 1;\n}\n") ==
          Violations{"src/learn/trainer.cpp:2: cout: output: return a value"});
    CHECK(purity("src/app/terminal.cpp", "#include <iostream>\nint x = rand();\n").empty());
}

TEST_CASE("a static that can change is found, a constant or a function is none") {
    CHECK(purity("src/text/terms.cpp", "static int calls = 0;\n").size() == 1);
    CHECK(purity("src/text/terms.cpp", "int f() {\n    static std::map<int, int> cache;\n    return 0;\n}\n") ==
          Violations{"src/text/terms.cpp:2: text is pure, but keeps a mutable static"});
    CHECK(purity("src/text/terms.cpp", "thread_local int depth = 0;\n").size() == 1);
    CHECK(purity(
              "src/text/terms.cpp",
              "static const int a = 1;\nstatic constexpr int b = 2;\nstatic int c();\nint d = static_cast<int>(2.0);\n")
              .empty());
}

TEST_CASE("words in comments, literals and longer names are no violations") {
    CHECK(purity("src/text/tex.cpp", "// getenv\n/* std::cout\n ifstream */ const char* a = \"fopen\";\n").empty());
    CHECK(
        purity("src/text/tex.cpp", "auto b = R\"x(getenv \" )\" )x\"; int c = 1'000; char d = '\"'; char e = '\\'';\n")
            .empty());
    CHECK(purity("src/text/tex.cpp", "int c = 12'800; int x = rand(); int d = 1'000;\n").size() == 1);
    CHECK(purity("src/text/tex.cpp", "int operand(); std::string strand(int); int cinema = snprintf_free;\n").empty());
    CHECK(layers("src/base/dates.cpp", "// #include \"digest/app/files.h\"\n").empty());
}

TEST_CASE("pitfalls are found wherever they stand") {
    CHECK(check_pitfalls(parse_source("src/app/files.cpp", "double d = std::stod(text);\n")).size() == 1);
    CHECK(check_pitfalls(parse_source("src/net/http.cpp", "c = std::tolower(c);\nstd::regex r;\n")).size() == 2);
    CHECK(check_pitfalls(parse_source("src/net/http.cpp", "c = ascii_lower(c); is_digit(c);\n")).empty());
}

TEST_CASE("a header that leans on what stands before it is found") {
    const auto leaning = parse_source("src/base/dates.cpp", "#include <string>\n#include \"digest/base/dates.h\"\n");
    CHECK(check_own_header_first(leaning, "digest/base/dates.h").size() == 1);
    const auto alone = parse_source("src/base/dates.cpp", "// why\n#include \"digest/base/dates.h\"\n");
    CHECK(check_own_header_first(alone, "digest/base/dates.h").empty());
}

TEST_CASE("a source that is too long is found, a table may be long") {
    std::string code;
    std::string table;
    for (int i = 0; i < 601; ++i) {
        code += "f();\n";
    }
    for (int i = 0; i < 2000; ++i) {
        table += "    {\"word\", 1},\n";
    }
    CHECK(check_length(parse_source("src/text/tex.cpp", code)).size() == 1);
    CHECK(check_length(parse_source("src/text/tex.cpp", table)).empty());
}
