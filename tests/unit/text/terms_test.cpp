#include "digest/text/terms.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {

struct Learnt {
    std::vector<AliasFinder::Alias> aliases{};
    std::vector<std::vector<TermCount>> counts{};
};

/// With `parts`, as many finders share the papers and are joined in the end.
Learnt learn(const std::vector<std::string>& terms, const std::vector<std::string>& abstracts,
             const std::string& title = "", std::size_t parts = 1) {
    Topic topic;
    topic.terms = terms;
    Vocabulary vocabulary;
    const TopicMatcher matcher({topic}, vocabulary);
    std::vector<AliasFinder> finders(parts);
    for (std::size_t i = 0; i < abstracts.size(); ++i) {
        Paper paper;
        paper.title = title;
        paper.abstract = abstracts[i];
        TokenisedPaper tokens;
        tokenise_known(paper, vocabulary, tokens);
        std::vector<TermCount> found;
        std::vector<TermEnd> ends;
        matcher.match(tokens, found, &ends);
        finders[i * parts / abstracts.size()].add(paper, tokens, ends);
    }
    AliasFinder& finder = finders.front();
    for (std::size_t part = 1; part < parts; ++part) {
        finder.append(finders[part]);
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

TEST_CASE("papers that several finders share give the same short forms and counts", "[terms]") {
    const std::string other = "We study quantum entropy (QE).";
    const std::vector<std::string> abstracts = {definition, other,       "QE",      definition,
                                                definition, "QE and QE", definition};
    const Learnt whole = learn({"query expansion", "quantum entropy"}, abstracts, "On QE");
    REQUIRE(whole.aliases.size() == 1);
    for (const std::size_t parts : {std::size_t{2}, std::size_t{3}, abstracts.size()}) {
        const Learnt shared = learn({"query expansion", "quantum entropy"}, abstracts, "On QE", parts);
        CHECK(shared.aliases == whole.aliases);
        CHECK(shared.counts == whole.counts);
    }
}
