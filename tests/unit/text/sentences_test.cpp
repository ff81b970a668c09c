#include "digest/text/sentences.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "digest/text/role_features.h"

using namespace digest;

namespace {

using Strings = std::vector<std::string>;

Strings sentences(std::string_view text) {
    Strings all;
    for (const SentenceSpan& span : split_sentences(text)) {
        all.emplace_back(span.in(text));
    }
    return all;
}

std::size_t count(std::string_view text) {
    return split_sentences(text).size();
}

}  // namespace

TEST_CASE("sentences end at full stops, question and exclamation marks", "[sentences]") {
    CHECK(sentences("We sing. What for? Joy! So be it.") == Strings{"We sing.", "What for?", "Joy!", "So be it."});
    CHECK(sentences("  No stop at the end ") == Strings{"No stop at the end"});
    CHECK(sentences("").empty());
    CHECK(sentences(" \n ").empty());
    CHECK(sentences("He said \"stop.\" Then he left.") == Strings{"He said \"stop.\"", "Then he left."});
    CHECK(sentences("He said «stop.» Then: «Go.»") == Strings{"He said «stop.»", "Then: «Go.»"});
    CHECK(sentences("We ask: what remains? a lot.").size() == 1);
    CHECK(sentences("第一句。第二句！") == Strings{"第一句。", "第二句！"});
}

TEST_CASE("abbreviations, numbers and names end nothing", "[sentences]") {
    CHECK(count("Sets, i.e. groups, e.g. Bach's, w.r.t. Order in Fig. 3 and Eq. (4) vs. Others stay.") == 1);
    CHECK(count("Smith et al. (2020) show 3.5 and GPT-3.5 Turbo at 0.860.") == 1);
    CHECK(count("It follows Smith et al. We go on.") == 2);
    CHECK(count("Tools, lists, etc. The rest follows.") == 2);
    CHECK(count("It treats cats, dogs, etc. in one go.") == 1);
    CHECK(count("By J. S. Bach and others.") == 1);
    CHECK(count("We present the B(asic) E(motion) S(hou)t(s) set.") == 1);
    CHECK(count("The p!0.001 value stays.") == 1);
    CHECK(count("It runs in the U.S. and on Node.js servers.") == 1);
}

TEST_CASE("brackets, mathematics and addresses are whole", "[sentences]") {
    CHECK(count("It holds (see Fig. 3. This is known) in all cases.") == 1);
    CHECK(count("For $x. Y$ and \\(a. B\\) it holds. We prove it.") == 2);
    CHECK(sentences("Code: https://a.example/x.y. We hope.") == Strings{"Code: https://a.example/x.y.", "We hope."});
    CHECK(count("It costs $5. We pay $6. Done.") == 3);
}

TEST_CASE("lists and lost blanks", "[sentences]") {
    CHECK(count("It is so: 1. We sing. 2. We dance.") >= 1);
    CHECK(count("It has two stages: 1) Reading, by eye. 2) Writing, by hand.") == 1);
    CHECK(sentences("All is lost.We start anew.") == Strings{"All is lost.", "We start anew."});
    CHECK(count("It keeps the capability.EFIM is open.") == 2);
    CHECK(count("It runs on Node.JS and in.NET too.") == 1);
    CHECK(count("mBERT wins. mBERT loses.") == 2);
}

TEST_CASE("every word is in exactly one sentence", "[sentences]") {
    const std::string text = "One (two. Three). $four. five$ https://six.example. Seven? Eight... Nine!";
    std::size_t end = 0;
    for (const SentenceSpan& span : split_sentences(text)) {
        CHECK(span.begin >= end);
        CHECK(text.substr(end, span.begin - end).find_first_not_of(' ') == std::string::npos);
        end = span.end;
    }
    CHECK(text.substr(end).find_first_not_of(' ') == std::string::npos);
    for (const std::string_view odd : {".", "...", "(", ")", "$", "\\", "\\(", "http://", "www.", "?!", "a.b"}) {
        split_sentences(odd);
    }
    CHECK(count(std::string(20000, '(')) == 1);
}

TEST_CASE("features of roles are named, ordered and without blanks", "[role_features]") {
    Strings first;
    role_features({"Songs are old.", "We sing 1,204 of them in this paper."},
                  [&](std::size_t s, std::string_view name) {
                      CHECK(name.find(' ') == std::string_view::npos);
                      if (s == 1) {
                          first.emplace_back(name);
                      }
                  });
    const auto has = [&](const std::string& name) {
        return std::find(first.begin(), first.end(), name) != first.end();
    };
    CHECK(has("w=we"));
    CHECK(has("w=we_sing"));
    CHECK(has("w=0"));
    CHECK(has("first=we_sing"));
    CHECK(has("own=0"));
    CHECK(has("from_end=0"));
    role_features({}, [](std::size_t, std::string_view) { FAIL("no sentence, no feature"); });
    CHECK(speaks_of_own_work("In this paper, songs are sung."));
    CHECK(speaks_of_own_work("A choir is proposed."));
    CHECK_FALSE(speaks_of_own_work("The singers agree."));
}
