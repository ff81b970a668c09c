#include "digest/text/terms.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {

struct Learnt {
    std::vector<AliasFinder::Alias> aliases{};
    std::vector<std::vector<TermCount>> counts{};
};

Learnt learn(const std::vector<std::string>& terms, const std::vector<std::string>& abstracts,
             const std::string& title = "") {
    Topic topic;
    topic.terms = terms;
    Vocabulary vocabulary;
    const TopicMatcher matcher({topic}, vocabulary);
    AliasFinder finder;
    for (const std::string& abstract : abstracts) {
        Paper paper;
        paper.title = title;
        paper.abstract = abstract;
        TokenisedPaper tokens;
        tokenise_known(paper, vocabulary, tokens);
        std::vector<TermCount> found;
        std::vector<TermEnd> ends;
        matcher.match(tokens, found, &ends);
        finder.add(paper, tokens, ends);
    }
    Learnt result;
    result.aliases = finder.aliases(matcher.terms());
    result.counts = finder.counts(result.aliases);
    return result;
}

const std::string definition = "We study query expansion (QE) again.";

}  // namespace

TEST_CASE("a short form that three papers define stands for its term in all papers", "[terms]") {
    const Learnt learnt =
        learn({"query expansion"}, {definition, definition, "Query expansions (QE).", "QE, QEs and QE-like; not qe."});
    REQUIRE(learnt.aliases.size() == 1);
    CHECK(learnt.aliases[0] == AliasFinder::Alias{"QE", 0, 3});
    REQUIRE(learnt.counts.size() == 4);
    CHECK(learnt.counts[0] == std::vector<TermCount>{{0, 0, 1}});
    CHECK(learnt.counts[3] == std::vector<TermCount>{{0, 0, 3}});
}

TEST_CASE("two papers are not enough, nor three among many that mean something else", "[terms]") {
    CHECK(learn({"query expansion"}, {definition, definition, "QE QE QE (QE"}).aliases.empty());
    const std::string other = "We study quantum entropy (QE).";
    CHECK(learn({"query expansion"}, {definition, definition, definition, other, other, other}).aliases.empty());
}

TEST_CASE("what is a term already, or has other letters, is no short form", "[terms]") {
    CHECK(learn({"query expansion", "QE"}, {definition, definition, definition}).aliases.empty());
    const std::string deep = "Deep query expansion (DQE) and query expansion (XPN).";
    CHECK(learn({"query expansion"}, {deep, deep, deep}).aliases.empty());
}

TEST_CASE("short forms count in titles too, and papers without any give nothing", "[terms]") {
    const Learnt learnt = learn({"query expansion"}, {definition, definition, definition, ""}, "On QE");
    CHECK(learnt.counts.at(3) == std::vector<TermCount>{{0, 1, 0}});
    CHECK(learn({}, {}).counts.empty());
    CHECK(learn({"query expansion"}, {"", "nothing here"}).aliases.empty());
}
