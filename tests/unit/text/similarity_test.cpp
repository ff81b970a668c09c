#include "digest/text/similarity.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace digest;

namespace {

Paper paper(std::string title, std::string abstract = "") {
    Paper result;
    result.title = std::move(title);
    result.abstract = std::move(abstract);
    return result;
}

std::vector<const Paper*> pointers(const std::vector<Paper>& papers) {
    std::vector<const Paper*> result;
    for (const Paper& p : papers) {
        result.push_back(&p);
    }
    return result;
}

/// Two subjects in different words, with a few that bind each together.
std::vector<Paper> two_subjects() {
    return {paper("Dense passage retrieval", "Queries and documents are encoded for search engines."),
            paper("Ranking documents", "A search engine ranks passages for queries by retrieval."),
            paper("Sparse retrieval of passages", "Queries meet documents in an inverted file."),
            paper("Robot grasping", "A gripper learns to hold objects in clutter."),
            paper("Grippers for robots", "Objects in clutter are grasped by a robot arm."),
            paper("Arms that hold", "A robot arm with a gripper moves objects.")};
}

}  // namespace

TEST_CASE("TF-IDF weights by hand: sublinear counts, rare words more, length 1", "[similarity]") {
    const std::vector<Paper> papers = {paper("alpha beta", "alpha alphas"), paper("beta gamma")};
    TfidfIndex index(pointers(papers));
    const double rare = 1 + std::log(3.0 / 2.0);
    const double common = 1.0;
    const double alpha = (1 + std::log(3.0)) * rare;  // the plural is the same word
    const double length = std::sqrt(alpha * alpha + common * common);
    const auto weight = [&](const char* word) {
        for (const auto& [id, w] : index.vector(0)) {
            if (index.vocabulary().text(id) == word) {
                return static_cast<double>(w);
            }
        }
        return 0.0;
    };
    CHECK(weight("alpha") == Approx(alpha / length));
    CHECK(weight("beta") == Approx(common / length));
    CHECK(cosine(index.vector(0), index.vector(1)) ==
          Approx(common / length * common / std::sqrt(common + rare * rare)));
}

TEST_CASE("function words, numbers and single letters do not make papers alike", "[similarity]") {
    const std::vector<Paper> papers = {paper("We propose the method in 2021", "x 95.5"),
                                       paper("The method we propose", "x 2021")};
    const TfidfIndex index(pointers(papers));
    CHECK(index.vector(0).empty());
    CHECK(cosine(index.vector(0), index.vector(1)) == 0);
}

TEST_CASE("the nearest by the inverted index are those by comparing all, equals in the order given", "[similarity]") {
    std::vector<Paper> papers = two_subjects();
    papers.push_back(papers[0]);
    papers.push_back(paper("Unrelated"));
    TfidfIndex index(pointers(papers));
    const WordVector query = index.fold_in(paper("Passage retrieval for queries", "unseenword otherword"));
    const auto found = index.nearest(query, 4);
    REQUIRE(found.size() == 4);
    std::vector<Neighbour> expected;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        expected.push_back({i, cosine(query, index.vector(i))});
    }
    std::stable_sort(expected.begin(), expected.end(),
                     [](const Neighbour& a, const Neighbour& b) { return a.similarity > b.similarity; });
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].paper == expected[i].paper);
        CHECK(found[i].similarity == Approx(expected[i].similarity));
    }
    CHECK(index.nearest(index.fold_in(paper("unseenword")), 4).empty());
    CHECK(index.nearest(query, 0).empty());
}

TEST_CASE("folding in knows only the words of the index", "[similarity]") {
    const std::vector<Paper> papers = two_subjects();
    TfidfIndex index(pointers(papers));
    CHECK(index.fold_in(paper("unseenword")).empty());
    CHECK(cosine(index.fold_in(papers[3]), index.vector(3)) == Approx(1.0));
    CHECK(cosine(index.fold_in(paper(papers[3].title, papers[3].abstract + " unseenword")), index.vector(3)) ==
          Approx(1.0));
}

TEST_CASE("a latent space keeps subjects together where words alone do not", "[similarity]") {
    const std::vector<Paper> papers = two_subjects();
    TfidfIndex index(pointers(papers));
    std::vector<const WordVector*> vectors;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        vectors.push_back(&index.vector(i));
    }
    const LatentSpace space(vectors, index, 2);
    const auto near = [&](std::size_t a, std::size_t b) {
        const auto left = space.place(index.vector(a));
        const auto right = space.place(index.vector(b));
        REQUIRE(left.size() == 2);
        return std::inner_product(left.begin(), left.end(), right.begin(), 0.0F);
    };
    CHECK(near(0, 2) > 0.9F);
    CHECK(near(3, 5) > 0.9F);
    CHECK(std::abs(near(0, 4)) < 0.3F);
    CHECK(near(0, 2) > static_cast<float>(cosine(index.vector(0), index.vector(2))));
    const auto nowhere = space.place({});
    CHECK(std::accumulate(nowhere.begin(), nowhere.end(), 0.0F) == 0);
}

TEST_CASE("the projected directions carry the set's own geometry when it is small", "[similarity]") {
    // With as many directions as papers LSA loses nothing: its cosines are those of TF-IDF.
    const std::vector<Paper> papers = two_subjects();
    const PaperSimilarity similarity(pointers(papers));
    TfidfIndex index(pointers(papers));
    for (std::size_t a = 0; a < papers.size(); ++a) {
        CHECK(similarity.between(a, a) == Approx(1.0).margin(1e-4));
        for (std::size_t b = 0; b < a; ++b) {
            CHECK(similarity.between(a, b) == Approx(similarity.between(b, a)).margin(1e-6));
            CHECK(similarity.between(a, b) == Approx(cosine(index.vector(a), index.vector(b))).margin(1e-3));
        }
    }
}

TEST_CASE("the same set gives the same numbers", "[similarity]") {
    const std::vector<Paper> papers = two_subjects();
    const PaperSimilarity first(pointers(papers));
    const PaperSimilarity second(pointers(papers));
    for (std::size_t a = 0; a < papers.size(); ++a) {
        CHECK(first.between(a, 1) == second.between(a, 1));
    }
}

TEST_CASE("near-duplicates are found by the index, others are not", "[similarity]") {
    std::vector<Paper> papers = two_subjects();
    papers.push_back(paper(papers[3].title + " again", papers[3].abstract));
    const PaperSimilarity similarity(pointers(papers));
    CHECK(similarity.candidates_for_duplicate(6) == std::vector<std::size_t>{3});
    CHECK(similarity.between(6, 3) > near_duplicate);
    CHECK(similarity.candidates_for_duplicate(0).empty());
}

TEST_CASE("sets of no papers, one paper and papers without words are sets", "[similarity]") {
    CHECK_NOTHROW(PaperSimilarity({}));
    const std::vector<Paper> one = {paper("Alone")};
    CHECK(PaperSimilarity(pointers(one)).between(0, 0) == Approx(1.0).margin(1e-5));
    const std::vector<Paper> empty = {paper(""), paper("the of"), paper("word")};
    const PaperSimilarity similarity(pointers(empty));
    CHECK(similarity.between(0, 1) == 0);
    CHECK(similarity.between(0, 2) == 0);
}
