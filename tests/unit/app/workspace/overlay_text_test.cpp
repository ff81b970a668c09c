#include "app/workspace/overlay_text.h"

#include <catch2/catch.hpp>

#include "app/workspace/overlay_file.h"

using namespace digest;

namespace {

constexpr const char* file = "2022-02.toml";

std::string pinned(const std::string& text, const std::vector<NamedPaper>& papers) {
    const auto change = pin_papers(text, file, papers);
    REQUIRE(change);
    return change->text;
}

std::string dropped(const std::string& text, const std::vector<NamedPaper>& papers, const std::string& reason = {}) {
    const auto change = drop_papers(text, file, papers, reason);
    REQUIRE(change);
    return change->text;
}

/// An overlay as an editor leaves it: comments everywhere, brackets and hashes inside of texts.
const std::string lived_in = R"TOML(# my notes # and more
title = "A # is no comment"   # keep me
opening = """
[[pick]]
id = "0000.00000"
"""

[[pick]]  # the best
id = "2201.00001"  # by a friend
why = "Because."
    # an indented remark
links = [
  { label = "Code", url = "https://example.org/#top" },  # inner remark
]

[[drop]]
id = "2201.00009"
reason = '''too
long'''
# last words, without a line end)TOML";

}  // namespace

TEST_CASE("a pin is added at the end and every byte before it stays", "[overlay]") {
    const std::string text = pinned(lived_in, {{"2201.00002", "A title\nwith\ta break \x1b[31m"}});
    CHECK(text == lived_in + "\n\n[[pick]]\nid = \"2201.00002\"  # A title with a break [31m\n");
    CHECK(pinned("", {{"hep-th/9901001", ""}}) == "[[pick]]\nid = \"hep-th/9901001\"\n");
    CHECK(pinned("title = \"x\"\r\n", {{"2201.00002", ""}}) ==
          "title = \"x\"\r\n\r\n[[pick]]\r\nid = \"2201.00002\"\r\n");
}

TEST_CASE("pinning or dropping twice changes nothing more", "[overlay]") {
    const std::vector<NamedPaper> papers = {{"2201.00002", "T"}, {"2201.00003", ""}, {"2201.00002", "T"}};
    const std::string once = pinned(lived_in, papers);
    CHECK(pinned(once, papers) == once);
    CHECK(pinned(once, {{"2201.00001", "already there with its words"}}) == once);
    const std::string without = dropped(lived_in, {{"2201.00007", ""}}, "seen \"before\"\nat C:\\");
    CHECK(dropped(without, {{"2201.00007", ""}}, "another reason") == without);
    CHECK(parse_overlay(without, file)->drops.back().reason == "seen \"before\"\nat C:\\");
    CHECK(dropped(without, {{"2201.00009", ""}}) == without);
}

TEST_CASE("a pin that is dropped leaves nothing behind, and the other way round", "[overlay]") {
    const NamedPaper paper{"2201.00002", "Title"};
    const std::string with_pin = pinned(lived_in + "\n", {paper});
    CHECK(dropped(with_pin, {paper}) == lived_in + "\n\n[[drop]]\nid = \"2201.00002\"  # Title\n");
    CHECK(pinned(dropped(with_pin, {paper}, "why not"), {paper}) == with_pin);
    const auto change = pin_papers(lived_in, file, {{"2201.00009", ""}});
    REQUIRE(change);
    CHECK(change->done == std::vector<std::string>{"pinned 2201.00009, which was dropped (\"too\nlong\")"});
    CHECK(change->text.find("long'''") == std::string::npos);
    CHECK(change->text.find("# last words, without a line end\n\n[[pick]]\nid = \"2201.00009\"\n") !=
          std::string::npos);
}

TEST_CASE("a comment of the editor's survives the block that it stood beside", "[overlay]") {
    const std::string text =
        "[[pick]] # über all\nid = \"2201.00002v3\" # Ünser Liebling\n# on its own\n\ntitle_ = 1\n";
    CHECK_FALSE(drop_papers(text, file, {{"2201.00002", ""}}, ""));  // an unknown key: nothing is touched
    const std::string valid = "[[pick]] # über all\nid = \"2201.00002v3\" # Ünser Liebling\n# on its own\n";
    CHECK(dropped(valid, {{"2201.00002", "Another title"}}) ==
          "# über all\n# Ünser Liebling\n# on its own\n\n[[drop]]\nid = \"2201.00002\"  # Another title\n");
}

TEST_CASE("words of the editor's are never thrown away", "[overlay]") {
    for (const std::string& text : {lived_in, std::string{"[[pick]]\nids = [\"2201.00001\", \"2201.00002\"]\n"},
                                    std::string{"[[pick]]\nid = \"2201.00001\"\nrank = 1\n"},
                                    std::string{"[[pick]]\nid = \"2201.00001\"\n[pick.figure]\npath = \"a.png\"\n"}}) {
        const auto change = drop_papers(text, file, {{"2201.00001", ""}}, "");
        REQUIRE_FALSE(change);
        CHECK(change.error().kind == ErrorKind::user_file);
        CHECK(change.error().message.find("words of yours") != std::string::npos);
        CHECK(change.error().next.find("digest edit") != std::string::npos);
    }
}

TEST_CASE("what cannot be changed as text is refused", "[overlay]") {
    for (const char* text : {"pick = [{ id = \"2201.00001\" }]\n", "pick = []\n", "drop = [ ]\n"}) {
        const auto change = pin_papers(text, file, {{"2201.00002", ""}});
        REQUIRE_FALSE(change);
        CHECK(change.error().message.find("= […]") != std::string::npos);
    }
    const auto broken = pin_papers("title = \n", file, {{"2201.00002", ""}});
    REQUIRE_FALSE(broken);
    CHECK(broken.error().origin.find("2022-02.toml:1") == 0);
}

TEST_CASE("the starter of an overlay says nothing until a line is switched on", "[overlay]") {
    const std::string text = overlay_starter(
        "2022-02", {{{"2201.00001", "One\n[[pick]]"}, 0.8125, "strong on topic"}, {{"2201.00002", "Two"}, 0.5, ""}},
        {{{"2201.00003", "Three"}, 0.4, "its topic is full"}});
    CHECK(*parse_overlay(text, file) == Overlay{});
    CHECK(text.find("# 1. 0.81") != std::string::npos);
    CHECK(text.find("# its topic is full\n#[[pick]]\n#id = \"2201.00003\"\n") != std::string::npos);
    std::string switched_on;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = text.find('\n', begin) + 1;
        std::string line = text.substr(begin, end - begin);
        if (line.starts_with("#[[drop]]")) {
            break;
        }
        if (line.size() > 2 && line[0] == '#' && line[1] != ' ') {
            line.erase(0, 1);
        }
        switched_on += line;
        begin = end;
    }
    const auto all = parse_overlay(switched_on, file);
    REQUIRE(all);
    CHECK(all->picks.size() == 3);
    CHECK(all->news.size() == 1);
    CHECK(pinned(text, {{"2201.00001", ""}}).starts_with(text));
    CHECK(*parse_overlay(overlay_starter("2022-02", {}, {}), file) == Overlay{});
}
