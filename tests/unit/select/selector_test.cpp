#include "digest/select/selector.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

#include "digest/select/shortlist.h"
#include "digest/text/loss_words.h"

using namespace digest;

namespace {

/// Titles of one subject share words, so that similarity has something to see.
Candidate candidate(std::string id, double score, std::string topic, std::string title) {
    Candidate result;
    result.paper.id = std::move(id);
    result.paper.title = std::move(title);
    result.paper.abstract = "About " + result.paper.title + " and nothing else than " + result.paper.title;
    result.paper.submitted = *parse_day("2022-01-10");
    result.paper.authors = {"Ada Example"};
    result.score = score;
    if (!topic.empty()) {
        result.topics = {std::move(topic)};
    }
    result.signals = {{"topic_match", score, 1.0, {TopicEvidence{"T", {{"word", true, 0}}}}}};
    return result;
}

/// Best first: nine papers in three topics, each with words of its own.
std::vector<Candidate> nine() {
    return {candidate("01", 0.90, "A", "apple orchard harvest"),    candidate("02", 0.89, "A", "plum jam kitchen"),
            candidate("03", 0.88, "A", "cherry wood furniture"),    candidate("04", 0.87, "B", "river delta sediment"),
            candidate("05", 0.86, "A", "quince marmalade pot"),     candidate("06", 0.85, "C", "violin string tension"),
            candidate("07", 0.84, "B", "mountain glacier retreat"), candidate("08", 0.83, "A", "walnut shell powder"),
            candidate("09", 0.82, "C", "trumpet brass alloy")};
}

std::vector<std::string> ids(const std::vector<Candidate>& candidates, const Selection& selection) {
    std::vector<std::string> result;
    for (const SelectedPick& pick : selection.picks) {
        result.push_back(candidates[pick.candidate].paper.id);
    }
    return result;
}

SelectOptions options(int picks, double diversity = 0.25) {
    SelectOptions result;
    result.picks = picks;
    result.diversity = diversity;
    return result;
}

std::string lost_to(const Selection& selection, const std::string& id) {
    for (const RunnerUp& miss : selection.near_misses) {
        if (miss.id == id) {
            return loss_in_words(miss.loss);
        }
    }
    return "no near miss";
}

using Ids = std::vector<std::string>;

bool every_one(std::size_t) {
    return true;
}
/// All but one.
std::function<bool(std::size_t)> without(std::size_t one) {
    return [one](std::size_t i) { return i != one; };
}

}  // namespace

TEST_CASE("diversity 0 picks by score alone, within the caps", "[selector]") {
    const auto candidates = nine();
    CHECK(ids(candidates, select_picks(candidates, every_one, options(3, 0))) == Ids{"01", "02", "03"});
    const Selection capped = select_picks(candidates, every_one, options(5, 0));
    CHECK(ids(candidates, capped) == Ids{"01", "02", "03", "04", "06"});
    CHECK(lost_to(capped, "05") == "the topic A was full (3)");
    CHECK(lost_to(capped, "07") == "the chosen ones score higher");
}

TEST_CASE("variety covers more topics at nearly the same score", "[selector]") {
    const auto candidates = nine();
    const Selection selection = select_picks(candidates, every_one, options(6));
    std::set<std::string> topics;
    double sum = 0;
    for (const SelectedPick& pick : selection.picks) {
        topics.insert(pick.topic);
        sum += candidates[pick.candidate].score;
    }
    CHECK(selection.picks.size() == 6);
    CHECK(topics.size() == 3);
    CHECK(sum / 6 >= 0.98 * (0.90 + 0.89 + 0.88 + 0.87 + 0.86 + 0.85) / 6);
    CHECK(std::is_sorted(selection.picks.begin(), selection.picks.end(),
                         [](const SelectedPick& a, const SelectedPick& b) { return a.candidate < b.candidate; }));
}

TEST_CASE("near-duplicates are merged into the better one, close papers are not both picked", "[selector]") {
    auto candidates = nine();
    candidates[1].paper.title = candidates[0].paper.title + " revisited";
    candidates[1].paper.abstract = candidates[0].paper.abstract;
    const Selection selection = select_picks(candidates, every_one, options(4));
    const auto picked = ids(candidates, selection);
    CHECK(std::find(picked.begin(), picked.end(), "02") == picked.end());
    CHECK(lost_to(selection, "02") == "the same work as 01");
    // Where the better one cannot stand in the edition, the other may.
    CHECK(ids(candidates, select_picks(candidates, without(0), options(4))).front() == "02");
}

TEST_CASE("dropped, remembered, excluded and wordless papers are not picked", "[selector]") {
    const auto candidates = nine();
    SelectOptions o = options(2, 0);
    o.dropped = {"01"};
    o.featured_before = {"02"};
    o.exclude_terms = {"cherry woods"};
    const Selection selection = select_picks(candidates, without(3), o);
    CHECK(ids(candidates, selection) == Ids{"05", "06"});
    CHECK(lost_to(selection, "01") == "no near miss");
    CHECK(lost_to(selection, "03") == "no near miss");
    CHECK(lost_to(selection, "04") == "its abstract gives no Why and Key insights");
    o.exclude_authors = {"ada EXAMPLE"};
    CHECK(select_picks(candidates, without(3), o).picks.empty());
    o.exclude_authors = {"Ada Exam", ""};
    CHECK(select_picks(candidates, without(3), o).picks.size() == 2);
}

TEST_CASE("a blurb is asked for once, and only of those that could be taken or say what they lost to", "[selector]") {
    std::vector<Candidate> many = nine();
    for (int i = 0; i < 200; ++i) {
        const std::string number = std::to_string(100 + i);
        many.push_back(candidate(number, 0.5, "topic" + number, "word" + number + " thing" + number));
    }
    std::map<std::size_t, int> asked;
    const Selection selection = select_picks(
        many,
        [&](std::size_t i) {
            ++asked[i];
            return i != 0;
        },
        options(3));
    CHECK(selection.picks.size() == 3);
    CHECK(asked.size() < 30);
    CHECK(std::all_of(asked.begin(), asked.end(), [](const auto& each) { return each.second == 1; }));
}

TEST_CASE("pinned papers are taken off the number and fill their topics, wherever they stand", "[selector]") {
    const auto candidates = nine();
    SelectOptions o = options(4, 0);
    o.pinned = {"08", "no-candidate"};
    o.per_topic_max = 2;
    o.pool = 5;  // 08 is beyond it
    const Selection selection = select_picks(candidates, every_one, o);
    CHECK(ids(candidates, selection) == Ids{"01", "04", "08"});
    CHECK(selection.picks.back().pinned);
    CHECK_FALSE(selection.picks.front().pinned);
    CHECK(lost_to(selection, "02") == "the topic A was full (2)");
    o.pinned = {"01", "02", "03", "04", "05"};
    o.dropped = {"01"};  // the pin wins
    CHECK(ids(candidates, select_picks(candidates, every_one, o)) == Ids{"01", "02", "03", "04", "05"});
}

TEST_CASE("what lies beyond the pool is not looked at, and few candidates give few picks", "[selector]") {
    const auto candidates = nine();
    SelectOptions two = options(10);
    two.pool = 2;
    CHECK(select_picks(candidates, every_one, two).picks.size() == 2);
    CHECK(select_picks(
              candidates, [](std::size_t) { return false; }, options(10))
              .picks.empty());
    CHECK(select_picks({}, every_one, options(10)).picks.empty());
    CHECK(select_picks(candidates, every_one, options(0)).picks.empty());
}

TEST_CASE("adding a weaker paper of a covered topic changes no pick, and the cap is never exceeded", "[selector]") {
    auto candidates = nine();
    const auto before = ids(candidates, select_picks(candidates, every_one, options(5)));
    candidates.push_back(candidate("10", 0.2, "A", "lemon peel candy"));
    CHECK(ids(candidates, select_picks(candidates, every_one, options(5))) == before);

    std::mt19937 random(3);
    for (int round = 0; round < 10; ++round) {
        std::vector<Candidate> many;
        for (int i = 0; i < 60; ++i) {
            const std::string topic(1, static_cast<char>('A' + random() % 5));
            many.push_back(
                candidate(std::to_string(100 + i), static_cast<double>(random() % 100) / 100, topic,
                          "word" + std::to_string(random() % 40) + " thing" + std::to_string(random() % 40)));
        }
        std::sort(many.begin(), many.end(), ranks_before);
        std::map<std::string, int> counts;
        const Selection selection = select_picks(many, every_one, options(10));
        for (const SelectedPick& pick : selection.picks) {
            ++counts[pick.topic];
        }
        for (const auto& [topic, count] : counts) {
            CHECK(count <= 3);
        }
        CHECK(selection.picks.size() == 10);
        CHECK(selection.near_misses.size() == 10);
    }
}

TEST_CASE("the shortlist holds the best and every paper of a followed author", "[shortlist]") {
    auto candidates = nine();
    candidates[7].paper.authors = {"Bo Other", "Jean-Paul Müller"};
    SelectOptions o = options(10);
    o.follow_authors = {"jean paul Müller"};
    o.dropped = {"02"};
    CHECK(shortlist(candidates, 3, o) == std::vector<std::size_t>{0, 2, 3, 7});
    CHECK(shortlist(candidates, 0, o).size() == 8);
    o.dropped.insert("08");
    CHECK(shortlist(candidates, 3, o) == std::vector<std::size_t>{0, 2, 3});
}
