#include "digest/compose/news.h"

#include <algorithm>
#include <tuple>

#include "digest/text/topic_matcher.h"

namespace digest {

std::vector<NewsItem> choose_news(std::vector<NewsItem> items, const std::vector<Topic>& topics, std::size_t most) {
    Vocabulary vocabulary;
    const TopicMatcher matcher(topics, vocabulary);
    struct Rated {
        double rating = 0;
        NewsItem item{};
    };
    std::vector<Rated> rated;
    std::vector<TermCount> found;
    TokenisedPaper tokens;
    for (NewsItem& item : items) {
        Paper title_only;
        title_only.title = item.title;
        tokenise(title_only, vocabulary, tokens);
        matcher.match(tokens, found);
        double rating = 0;
        for (const TermCount& count : found) {
            const TopicMatcher::Term& term = matcher.terms()[count.term];
            rating += term.weight * topics[term.topic].weight;
        }
        rated.push_back({rating, std::move(item)});
    }
    std::sort(rated.begin(), rated.end(), [](const Rated& a, const Rated& b) {
        if (a.rating != b.rating) {
            return a.rating > b.rating;
        }
        if (a.item.date != b.item.date) {
            return a.item.date > b.item.date;
        }
        return std::tie(a.item.title, a.item.url) < std::tie(b.item.title, b.item.url);
    });
    if (rated.size() > most) {
        rated.resize(most);
    }
    std::vector<NewsItem> chosen;
    for (Rated& each : rated) {
        chosen.push_back(std::move(each.item));
    }
    return chosen;
}

}  // namespace digest
