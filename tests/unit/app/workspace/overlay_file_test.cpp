#include "app/workspace/overlay_file.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {
Error error_of(const std::string& text) {
    const auto overlay = parse_overlay(text, "2022-02.toml");
    REQUIRE_FALSE(overlay);
    CHECK(overlay.error().kind == ErrorKind::user_file);
    return overlay.error();
}
}  // namespace

TEST_CASE("every key of an overlay is read", "[overlay]") {
    const auto overlay = parse_overlay(R"TOML(
title = "Own title"
opening = "Own *opening*."
closing = "Bye."
cover = { image = "cover.png", alt = "A cover", credit = "Us" }
[[news]]
text = "[News](https://example.org) of ours"
[[pick]]
id = "2201.03545v2"
rank = 1
why = "Because."
insights = "Look."
links = [{ label = "Code", url = "https://example.org/code" }]
figure = { path = "assets/f.png", caption = "c", credit = "d", licence = "CC BY 4.0" }
related = ["2201.04288"]
[[pick]]
ids = ["2201.00001", "2201.00002"]
[[pick]]
title = "A page"
url = "https://example.org/page"
authors = ["Ada Example"]
why = "w"
insights = "i"
[[pick]]
heading = "Datasets"
items = ["[One](https://example.org/1)", "Two"]
[[drop]]
id = "hep-th/9901001"
reason = "off topic"
)TOML",
                                       "2022-02.toml");
    REQUIRE(overlay);
    REQUIRE(overlay->picks.size() == 4);
    CHECK(overlay->picks[0].ids == std::vector<std::string>{"2201.03545"});
    CHECK(overlay->picks[0].figure->caption == "c");
    CHECK(overlay->picks[1].ids.size() == 2);
    CHECK(overlay->picks[3].items.size() == 2);
    CHECK(overlay->drops[0].id == "hep-th/9901001");
    CHECK(overlay->cover->alt == "A cover");
}

TEST_CASE("mistakes in an overlay are told with their place", "[overlay]") {
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\nwhyy = \"x\"\n").next == "did you mean \"why\"?");
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\n[[pick]]\nid = \"2201.03545v3\"\n").message ==
          "2201.03545 is pinned twice");
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\n[[drop]]\nid = \"2201.03545\"\n").message ==
          "2201.03545 is both pinned and dropped");
    CHECK(error_of("[[pick]]\nid = \"nonsense\"\n").origin == "2022-02.toml:2:6");
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\nfigure = { path = \"../../etc/passwd\" }\n")
              .message.find("outside the workspace") != std::string::npos);
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\nfigure = { path = \"/etc/passwd\" }\n")
              .message.find("outside the workspace") != std::string::npos);
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\nlinks = [{ label = \"Code\", url = \"javascript:alert(1)\" }]\n")
              .message.find("no http(s) address") != std::string::npos);
    CHECK(error_of("[[pick]]\ntitle = \"A page\"\nurl = \"https://example.org\"\n").next ==
          "write its why and insights");
    CHECK(error_of("[[pick]]\nrank = 1\n").message.find("a pick needs") == 0);
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\nrank = 1\n[[pick]]\nid = \"2201.03546\"\nrank = 1\n").message ==
          "the rank 1 is given twice");
    CHECK(error_of("[[news]]\ntext = \" \"\n").message == "a news bullet needs a text");
    CHECK(error_of("titel = \"x\"\n").next == "did you mean \"title\"?");
    CHECK(error_of("covers = { image = \"c.png\" }\n").next == "did you mean \"cover\"?");
    CHECK(error_of("cover = { alt = \"A beach\" }\n").message == "a cover with words needs its image");
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\nfigure = { caption = \"c\" }\n").message ==
          "a figure with words needs its path");
    CHECK(
        error_of("[[pick]]\nid = \"2201.03545\"\nurl = \"javascript:alert(1)\"\n").message.find("no http(s) address") !=
        std::string::npos);
}

TEST_CASE("a misspelt key is named before what is missed because of it", "[overlay]") {
    CHECK(error_of("[[pick]]\nidd = \"2201.03545\"\n").next == "did you mean \"id\"?");
    CHECK(error_of("[[news]]\ntexts = \"A bullet\"\n").next == "did you mean \"text\"?");
    CHECK(error_of("[[pick]]\nid = \"2201.03545\"\nlinks = [{ labell = \"Code\", url = \"x\" }]\n").next ==
          "did you mean \"label\"?");
}

TEST_CASE("no overlay is an empty one", "[overlay]") {
    CHECK(*read_overlay("/nonexistent/2022-02.toml") == Overlay{});
}
