#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/gather/gather.h"
#include "app/workspace/workspace.h"
#include "digest/base/try.h"
#include "digest/text/topic_matcher.h"

namespace digest {
namespace {

constexpr std::size_t shown_terms = 5;
constexpr std::size_t shown_overlaps = 3;

struct TopicCatch {
    std::string name{};
    int papers = 0;
    std::map<std::string, int> terms{};     ///< papers by term
    std::map<std::string, int> overlaps{};  ///< papers shared with another topic
};

std::vector<TopicCatch> count_topics(const std::vector<Topic>& topics, const std::vector<Paper>& papers) {
    std::vector<TopicCatch> caught(topics.size());
    for (std::size_t i = 0; i < topics.size(); ++i) {
        caught[i].name = topics[i].name;
    }
    Vocabulary vocabulary;
    const TopicMatcher matcher{topics, vocabulary};
    TokenisedPaper tokens;
    std::vector<TermCount> found;
    for (const Paper& paper : papers) {
        tokenise(paper, vocabulary, tokens);
        matcher.match(tokens, found);
        std::vector<std::size_t> of_paper;
        for (const TermCount& count : found) {
            const TopicMatcher::Term& term = matcher.terms()[count.term];
            ++caught[term.topic].terms[term.text];
            if (std::find(of_paper.begin(), of_paper.end(), term.topic) == of_paper.end()) {
                of_paper.push_back(term.topic);
            }
        }
        for (const std::size_t topic : of_paper) {
            ++caught[topic].papers;
            for (const std::size_t other : of_paper) {
                if (other != topic) {
                    ++caught[topic].overlaps[topics[other].name];
                }
            }
        }
    }
    return caught;
}

/// The largest counts, ties by name.
std::vector<std::pair<std::string, int>> largest(const std::map<std::string, int>& counts, std::size_t most) {
    std::vector<std::pair<std::string, int>> sorted{counts.begin(), counts.end()};
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (sorted.size() > most) {
        sorted.resize(most);
    }
    return sorted;
}

std::string in_words(const std::vector<std::pair<std::string, int>>& counts) {
    std::string text;
    for (const auto& [name, count] : counts) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, count);
    }
    return text;
}

std::string table_of(const std::vector<TopicCatch>& caught, std::size_t papers) {
    std::size_t width = 5;
    for (const TopicCatch& topic : caught) {
        width = std::max(width, topic.name.size());
    }
    std::string out = fmt::format("{:<{}}  {:>6}  {:>6}  words\n", "topic", width, "papers", "share");
    for (const TopicCatch& topic : caught) {
        const double share = papers == 0 ? 0.0 : 100.0 * topic.papers / static_cast<double>(papers);
        out += fmt::format("{:<{}}  {:>6}  {:>5.1f}%  {}\n", topic.name, width, topic.papers, share,
                           in_words(largest(topic.terms, shown_terms)));
        if (!topic.overlaps.empty()) {
            out += fmt::format("{:<{}}  {:>6}  {:>6}  shared with {}\n", "", width, "", "",
                               in_words(largest(topic.overlaps, shown_overlaps)));
        }
    }
    return out;
}

std::string json_of(const EditionKey& key, const std::vector<TopicCatch>& caught, std::size_t papers) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const TopicCatch& topic : caught) {
        list.push_back(
            {{"name", topic.name}, {"papers", topic.papers}, {"terms", topic.terms}, {"overlaps", topic.overlaps}});
    }
    const nlohmann::ordered_json json = {
        {"schema", 1}, {"month", key.month.text()}, {"papers", papers}, {"topics", std::move(list)}};
    return json.dump(2) + "\n";
}

void add_topics_options(VerbOptions& declare, Options& options) {
    declare_format(declare, options, {"table", "json"});
}

Result<int> run_topics(Session& session) {
    TRY_ASSIGN(auto window, load_window(session));
    const EditionKey& key = window.key;
    WindowData& data = window.data;
    TRY_ASSIGN(const TopicsFile file, read_topics(session.workspace()));
    std::vector<TopicCatch> caught = count_topics(file.topics, data.papers);
    std::stable_sort(caught.begin(), caught.end(),
                     [](const TopicCatch& a, const TopicCatch& b) { return a.papers > b.papers; });
    session.write_out(session.options().format == "json" ? json_of(key, caught, data.papers.size())
                                                         : table_of(caught, data.papers.size()));
    return 0;
}

}  // namespace

const Verb topics_verb = {"topics",
                          "Show how many papers each topic catches, and by which words",
                          "  digest topics --month 2022-02\n  digest topics --month 2022-02 --sample",
                          Verb::WorksOn::month,
                          add_topics_options,
                          run_topics};

}  // namespace digest
