#include "architecture/rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string_view>

namespace digest::architecture {
namespace {

using Names = std::set<std::string, std::less<>>;

const Names stages = {"harvest", "observe", "store", "score", "learn", "select", "enrich", "compose", "render"};
const Names pure_layers = {"base", "model", "text", "score", "learn", "select", "compose", "render", "edition"};

/// What a layer may include beside itself.
const std::map<std::string, Names, std::less<>> below = [] {
    const Names shelf = {"base", "model", "text"};
    const Names shelf_with_net = {"base", "model", "text", "net"};
    std::map<std::string, Names, std::less<>> result = {
        {"base", {}}, {"model", {"base"}}, {"text", {"base", "model"}}, {"net", {"base", "model"}}};
    for (const std::string& stage : stages) {
        result[stage] = shelf;
    }
    for (const char* stage : {"harvest", "observe", "enrich"}) {
        result[stage] = shelf_with_net;
    }
    // What is decided by a snapshot and an overlay alone: the one layer between the stages and app. What a model is
    // worth (learn) and what bytes an edition becomes (render) is no part of the decision.
    result["edition"] = {"base", "model", "text", "score", "select", "compose"};
    result["app"] = shelf_with_net;
    result["app"].insert("edition");
    result["app"].insert(stages.begin(), stages.end());
    result["main"] = {"app", "base", "model"};
    result["make_docs"] = {"app"};
    return result;
}();

/// A library, by how its headers begin; a folder (or file) that may include it; and why it is there at all.
struct Allowed {
    std::string_view header;
    std::string_view where;
    std::string_view reason;
};

// Where a line is to be added, ask first whether an existing layer already does the job.
constexpr std::array allow_list = {
    Allowed{"fmt/", "", "g++ 12 has no <format>"},
    Allowed{"tl/expected.hpp", "", "std::expected is C++23; Result<T> is built on it"},
    Allowed{"CLI/", "src/app/terminal/options.cpp", "the command line; 12 s to compile, so in one file"},
    Allowed{"toml++/", "src/app/", "configuration, topics and overlays are the user's files"},
    Allowed{"nettle/", "src/base/hash.cpp", "SHA-256"},
    Allowed{"curl/", "src/net/curl_client.cpp", "HTTP; its variadic calls are checked by nobody, so in one file"},
    Allowed{"curl/", "src/net/url.cpp", "reads and resolves addresses"},
    Allowed{"sqlite3.h", "src/store/", "the archive"},
    Allowed{"pugixml.hpp", "src/harvest/", "Atom of the query API"},
    Allowed{"pugixml.hpp", "src/enrich/oai.cpp", "OAI-PMH's records"},
    Allowed{"pugixml.hpp", "src/observe/feed.cpp", "RSS and Atom feeds"},
    Allowed{"libxml/", "src/enrich/", "HTML editions: pugixml reads no HTML"},
    Allowed{"Eigen/", "src/text/similarity.cpp", "vectors of abstracts; slow to compile, so in one file"},
    Allowed{"utf8proc.h", "src/text/", "case folding and composed letters beyond ASCII"},
    Allowed{"libstemmer.h", "src/text/", "word stems"},
    Allowed{"zlib.h", "src/harvest/", "compressed metadata dumps and saved pages"},
    Allowed{"simdjson.h", "src/harvest/", "the metadata dump: gigabytes; and UTF-8 checked at their speed"},
    Allowed{"linear.h", "src/learn/", "fits linear models"},
    Allowed{"lbfgs.h", "src/learn/owlqn.cpp", "fits the model of sentence roles; a C interface, so in one file"},
    Allowed{"kainjow/", "src/render/", "templates are Mustache"},
    Allowed{"nlohmann/", "src/harvest/", "JSON of services"},
    Allowed{"nlohmann/", "src/observe/", "JSON of services"},
    Allowed{"nlohmann/", "src/learn/", "model files"},
    Allowed{"nlohmann/", "src/render/", "the edition's JSON, which templates see too"},
    Allowed{"nlohmann/", "src/app/", "--format json, logs, model files, snapshot files"},
    Allowed{"malloc.h", "src/app/machine/heap.cpp", "how the heap grows: glibc only"},
    Allowed{"", "src/app/terminal/libraries.cpp",
            "--version tells the version of each, and nothing else is called there"},
};

// The system's headers are I/O or of the environment; <stop_token> and its like are the standard library's.
constexpr std::array system_headers = {"unistd.h", "fcntl.h",  "poll.h",     "signal.h", "termios.h", "dirent.h",
                                       "time.h",   "stdlib.h", "spawn.h",    "pwd.h",    "sys/",      "netinet/",
                                       "arpa/",    "netdb.h",  "langinfo.h", "link.h"};
constexpr std::array impure_headers = {"fstream", "iostream", "filesystem",         "cstdio", "random", "future",
                                       "clocale", "locale",   "condition_variable", "csignal"};

struct Banned {
    std::string_view word;
    std::string_view reason;
};

constexpr std::array impure_words = {
    Banned{"system_clock::now", "the clock: `now` is a value from main"},
    Banned{"steady_clock::now", "the clock: `now` is a value from main"},
    Banned{"high_resolution_clock::now", "the clock: `now` is a value from main"},
    Banned{"utc_clock::now", "the clock: `now` is a value from main"},
    Banned{"time(nullptr)", "the clock: `now` is a value from main"},
    Banned{"gettimeofday", "the clock: `now` is a value from main"},
    Banned{"clock_gettime", "the clock: `now` is a value from main"},
    Banned{"localtime", "the time zone of the machine"},
    Banned{"mktime", "the time zone of the machine"},
    Banned{"getenv", "the environment: main reads it"},
    Banned{"secure_getenv", "the environment: main reads it"},
    Banned{"random_device", "randomness"},
    Banned{"rand(", "randomness"},
    Banned{"cout", "output: return a value"},
    Banned{"cerr", "output: return a notice"},
    Banned{"clog", "output: return a notice"},
    Banned{"cin", "input"},
    Banned{"printf", "output: return a value"},
    Banned{"fprintf", "output: return a value"},
    Banned{"puts", "output: return a value"},
    Banned{"fputs", "output: return a value"},
    Banned{"fwrite", "output: return a value"},
    Banned{"fmt::print", "output: return a value"},
    Banned{"fopen", "files"},
    Banned{"ifstream", "files"},
    Banned{"ofstream", "files"},
    Banned{"fstream", "files"},
    Banned{"filesystem", "files"},
    Banned{"system(", "other programs"},
    Banned{"popen", "other programs"},
    Banned{"exit(", "ends the program: return an error"},
    Banned{"abort(", "ends the program: return an error"},
    Banned{"thread_local", "a mutable global"},
};

constexpr std::array pitfalls = {
    Banned{"std::regex", "recurses: 200 kB of input overflow the stack"},
    Banned{"std::views", "clang 14 does not compile view pipelines of this standard library"},
    Banned{"ranges::views", "clang 14 does not compile view pipelines of this standard library"},
    Banned{"stop_callback", "would run in the signal handler that asks for the stop (src/main.cpp)"},
    Banned{"condition_variable_any", "registers a callback with the stop token, as above"},
    Banned{"setlocale", "the same bytes whatever the locale"},
    Banned{"std::locale", "the same bytes whatever the locale"},
    Banned{"strtod", "depends on the locale: std::from_chars"},
    Banned{"atof", "depends on the locale: std::from_chars"},
    Banned{"stod", "depends on the locale: std::from_chars"},
    Banned{"stof", "depends on the locale: std::from_chars"},
    Banned{"tolower", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"toupper", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"isalpha", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"isspace", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"isalnum", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"isupper", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"islower", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"ispunct", "depends on the locale, and is undefined for bytes above 127"},
    Banned{"isdigit", "is undefined for bytes above 127"},
};

std::string at(const SourceFile& file, int line, std::string_view what) {
    return file.path + ":" + std::to_string(line) + ": " + std::string{what};
}

/// Standard headers have neither folder nor extension.
bool is_standard(std::string_view header) {
    return header.find_first_of("./") == std::string_view::npos;
}

template <class List>
bool begins_with_one_of(std::string_view header, const List& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view begin) { return header.starts_with(begin); });
}

bool is_allowed(const SourceFile& file, std::string_view header) {
    return std::any_of(allow_list.begin(), allow_list.end(), [&](const Allowed& allowed) {
        return header.starts_with(allowed.header) && file.path.starts_with(allowed.where);
    });
}

/// Whether the `static` at `place` begins a variable that can change: neither const nor a function.
bool is_mutable_static(const SourceFile& file, std::size_t place) {
    const std::size_t end = file.code.find_first_of(";={(", place);
    if (end == std::string::npos || file.code[end] == '(') {
        return false;
    }
    return std::string_view{file.code}.substr(place, end - place).find("const") == std::string_view::npos;
}

Violations find_banned(const SourceFile& file, std::span<const Banned> list) {
    Violations violations;
    for (const Banned& banned : list) {
        for (const std::size_t place : places_of(banned.word, file)) {
            const std::string what = std::string{banned.word} + ": " + std::string{banned.reason};
            violations.push_back(at(file, line_at(file, place), what));
        }
    }
    return violations;
}

}  // namespace

Violations check_layers(const SourceFile& file) {
    const std::string layer = file.layer();
    const auto allowed = below.find(layer);
    if (allowed == below.end()) {
        return {at(file, 1, "stands in no layer")};
    }
    Violations violations;
    for (const Include& include : file.includes) {
        if (include.angled) {
            continue;
        }
        constexpr std::string_view inside = "digest/";
        if (!include.name.starts_with(inside)) {
            const bool own_layer = include.name.starts_with(layer + "/");  // "app/workspace/session.h"
            if (include.name.find('/') != std::string::npos && !own_layer) {
                violations.push_back(at(file, include.line, "a private header of another folder: " + include.name));
            } else if (file.is_public_header()) {
                violations.push_back(at(file, include.line, "a public header includes a private one: " + include.name));
            }
            continue;
        }
        const std::string other = include.name.substr(
            inside.size(), std::min(include.name.find('/', inside.size()), include.name.size()) - inside.size());
        if (other != layer && !allowed->second.contains(other)) {
            violations.push_back(at(file, include.line, layer + " may not include " + include.name));
        }
    }
    return violations;
}

Violations check_libraries(const SourceFile& file) {
    Violations violations;
    for (const Include& include : file.includes) {
        if (!include.angled || is_standard(include.name)) {
            continue;
        }
        const std::string named = "<" + include.name + ">";
        if (begins_with_one_of(include.name, system_headers)) {
            if (file.is_public_header()) {
                violations.push_back(at(file, include.line, named + " in a public header"));
            }
        } else if (!is_allowed(file, include.name)) {
            violations.push_back(at(file, include.line, named + " is not on the allow-list for this place"));
        }
    }
    return violations;
}

Violations check_purity(const SourceFile& file) {
    const std::string layer = file.layer();
    if (!pure_layers.contains(layer)) {
        return {};
    }
    Violations violations;
    for (const Include& include : file.includes) {
        const bool impure =
            begins_with_one_of(include.name, system_headers) ||
            std::find(impure_headers.begin(), impure_headers.end(), include.name) != impure_headers.end();
        if (include.angled && impure) {
            violations.push_back(at(file, include.line, layer + " is pure, but includes <" + include.name + ">"));
        }
    }
    const Violations used = find_banned(file, impure_words);
    violations.insert(violations.end(), used.begin(), used.end());
    for (const std::size_t place : places_of("static", file)) {
        if (is_mutable_static(file, place)) {
            violations.push_back(at(file, line_at(file, place), layer + " is pure, but keeps a mutable static"));
        }
    }
    return violations;
}

Violations check_pitfalls(const SourceFile& file) {
    return find_banned(file, pitfalls);
}

Violations check_own_header_first(const SourceFile& file, const std::string& own) {
    if (!file.includes.empty() && file.includes.front().name == own) {
        return {};
    }
    return {at(file, 1, "includes its own header not first: " + own)};
}

Violations check_length(const SourceFile& file) {
    constexpr int patience = 600;
    int length = 0;
    for (std::size_t begin = 0; begin < file.code.size();) {
        const std::size_t end = std::min(file.code.find('\n', begin), file.code.size());
        const std::string_view line = std::string_view{file.code}.substr(begin, end - begin);
        const std::size_t first = line.find_first_not_of(' ');
        const bool is_row =
            first != std::string_view::npos && line[first] == '{' && line.find("},") != std::string_view::npos;
        if (!is_row) {
            ++length;
        }
        begin = end + 1;
    }
    if (length <= patience) {
        return {};
    }
    return {file.path + ": " + std::to_string(length) + " lines, where " + std::to_string(patience) + " are the most"};
}

Violations check_unit_tests_mirror_sources(const std::filesystem::path& root) {
    Violations violations;
    const auto unit = root / "tests/unit";
    for (const auto& entry : std::filesystem::recursive_directory_iterator{unit}) {
        const std::string stem = entry.path().stem().string();
        constexpr std::string_view suffix = "_test";
        if (entry.path().extension() != ".cpp" || !stem.ends_with(suffix)) {
            continue;
        }
        const auto name =
            entry.path().lexically_relative(unit).parent_path() / stem.substr(0, stem.size() - suffix.size());
        const bool has_source = std::filesystem::exists(root / "src" / (name.string() + ".cpp")) ||
                                std::filesystem::exists(root / "src" / (name.string() + ".h")) ||
                                std::filesystem::exists(root / "include/digest" / (name.string() + ".h"));
        if (!has_source) {
            violations.push_back(entry.path().lexically_relative(root).string() + ": tests no file of this name");
        }
    }
    std::sort(violations.begin(), violations.end());
    return violations;
}

}  // namespace digest::architecture
