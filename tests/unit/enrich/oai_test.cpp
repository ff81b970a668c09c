#include "enrich/oai.h"

#include <string>

#include <catch2/catch.hpp>

#include "digest/base/utf8.h"

using namespace digest;

namespace {

std::string answer(const std::string& body) {
    return "<?xml version='1.0' encoding='UTF-8'?>\n<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'>"
           "<responseDate>2026-11-05T01:02:03Z</responseDate>" +
           body + "</OAI-PMH>";
}

std::string record(const std::string& metadata, const std::string& id = "oai:arXiv.org:2610.00001") {
    return answer("<GetRecord><record><header><identifier>" + id + "</identifier></header><metadata>" + metadata +
                  "</metadata></record></GetRecord>");
}

}  // namespace

TEST_CASE("a record gives licence and days", "[oai]") {
    const auto found = parse_oai_record(
        record(
            "<arXiv xmlns='http://arxiv.org/OAI/arXiv/'><id>2610.00001</id><created>2026-10-01</created>"
            "<updated>2026-10-20</updated><license>\n http://creativecommons.org/licenses/by/4.0/ </license></arXiv>"),
        "oai");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->id == "2610.00001");
    CHECK((*found)->licence_uri == "http://creativecommons.org/licenses/by/4.0/");
    CHECK((*found)->created == parse_day("2026-10-01"));
    CHECK((*found)->updated == parse_day("2026-10-20"));
    CHECK_FALSE((*found)->deleted);
}

TEST_CASE("prefixes, CDATA, comments and an old id are read", "[oai]") {
    const auto found = parse_oai_record(
        "<o:OAI-PMH xmlns:o='x'><o:GetRecord><o:record><o:header><o:identifier>oai:arXiv.org:math/0611800"
        "</o:identifier></o:header><o:metadata><a:arXiv xmlns:a='y'><a:license>http://<!-- c -->creativecommons.org"
        "<![CDATA[/licenses/by/4.0/]]></a:license></a:arXiv></o:metadata></o:record></o:GetRecord></o:OAI-PMH>",
        "oai");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->id == "math/0611800");
    CHECK((*found)->licence_uri == "http://creativecommons.org/licenses/by/4.0/");
    CHECK_FALSE((*found)->created);
}

TEST_CASE("references to what is no character leave valid text", "[oai]") {
    const auto found = parse_oai_record(record("<arXiv><license>http://x.example/&#xD800;</license></arXiv>"), "oai");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK(is_valid_utf8((*found)->licence_uri));
    const auto refused = parse_oai_record(answer("<error code='&#xD800;'>&#xDFFF;</error>"), "oai");
    REQUIRE_FALSE(refused);
    CHECK(is_valid_utf8(refused.error().message));
}

TEST_CASE("a record without licence names none", "[oai]") {
    const auto found = parse_oai_record(record("<arXiv><id>2610.00001</id></arXiv>"), "oai");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->licence_uri.empty());
}

TEST_CASE("a deleted record needs no metadata", "[oai]") {
    const auto found = parse_oai_record(answer("<GetRecord><record><header status='deleted'><identifier>"
                                               "oai:arXiv.org:2610.00001</identifier></header></record></GetRecord>"),
                                        "oai");
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->deleted);
}

TEST_CASE("an unknown paper is no record and no failure", "[oai]") {
    for (const char* code : {"idDoesNotExist", "noRecordsMatch"}) {
        const auto found = parse_oai_record(answer("<error code='" + std::string{code} + "'>none</error>"), "oai");
        REQUIRE(found);
        CHECK_FALSE(*found);
    }
}

TEST_CASE("the service's other errors are told", "[oai]") {
    const auto found =
        parse_oai_record(answer("<error code='badArgument'>Reason: \x1b[31mwrong</error>"), "oai.example");
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == ErrorKind::data);
    CHECK(found.error().origin == "oai.example");
    CHECK(found.error().message.find("badArgument") != std::string::npos);
    CHECK(found.error().message.find('\x1b') == std::string::npos);
}

TEST_CASE("what is no whole OAI answer is an error", "[oai]") {
    const std::string whole = record("<arXiv><id>2610.00001</id></arXiv>");
    CHECK_FALSE(parse_oai_record("", "o"));
    CHECK_FALSE(parse_oai_record("Rate exceeded.", "o"));
    CHECK_FALSE(parse_oai_record("<html><body>busy</body></html>", "o"));
    CHECK_FALSE(parse_oai_record(answer(""), "o"));
    CHECK_FALSE(parse_oai_record(record("<oai_dc:dc/>"), "o"));
    CHECK_FALSE(parse_oai_record(record("<arXiv/>", "oai:arXiv.org:../../etc"), "o"));
    CHECK_FALSE(parse_oai_record(record("<arXiv><license>\xff\xfe</license></arXiv>"), "o"));
    for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
        CHECK_FALSE(parse_oai_record(whole.substr(0, cut), "o"));
    }
}

TEST_CASE("a bomb of entities or depth is harmless", "[oai]") {
    const auto bomb = parse_oai_record(
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY e SYSTEM "
        "'file:///etc/passwd'>]>" +
            record("<arXiv><license>&b;&e;</license></arXiv>").substr(39),
        "o");
    REQUIRE(bomb);
    CHECK((*bomb)->licence_uri == "&b;&e;");
    std::string deep = "<OAI-PMH>";
    for (int i = 0; i < 100'000; ++i) {
        deep += "<a>";
    }
    CHECK_FALSE(parse_oai_record(deep, "o"));
    std::string closed = deep;
    for (int i = 0; i < 100'000; ++i) {
        closed += "</a>";
    }
    CHECK_FALSE(parse_oai_record(closed + "</OAI-PMH>", "o"));
}
