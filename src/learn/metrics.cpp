#include "metrics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace digest {
namespace {

double discount(std::size_t place) {
    return 1 / std::log2(static_cast<double>(place) + 2);
}

double gain(int grade) {
    return grade > 0 ? std::exp2(grade) - 1 : 0;
}

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

double dcg(const RankedGrades& ranked, std::size_t k) {
    double sum = 0;
    for (std::size_t place = 0; place < std::min(k, ranked.size()); ++place) {
        sum += gain(ranked[place]) * discount(place);
    }
    return sum;
}

/// What a paper adds when its topics came `seen` times before: half as much each time.
double novelty(const std::vector<std::string>& topics, const std::map<std::string, int>& seen) {
    double sum = 0;
    for (const std::string& topic : topics) {
        const auto found = seen.find(topic);
        sum += std::pow(0.5, found == seen.end() ? 0 : found->second);
    }
    return sum;
}

void count_topics(const std::vector<std::string>& topics, std::map<std::string, int>& seen) {
    for (const std::string& topic : topics) {
        ++seen[topic];
    }
}

/// The best order is hard to find; as is usual it is built greedily.
double ideal_alpha_dcg(std::vector<const std::vector<std::string>*> chosen, std::size_t k) {
    std::map<std::string, int> seen;
    double sum = 0;
    for (std::size_t place = 0; place < k && !chosen.empty(); ++place) {
        auto best = chosen.begin();
        for (auto at = chosen.begin(); at != chosen.end(); ++at) {
            if (novelty(**at, seen) > novelty(**best, seen)) {
                best = at;
            }
        }
        sum += novelty(**best, seen) * discount(place);
        count_topics(**best, seen);
        chosen.erase(best);
    }
    return sum;
}

}  // namespace

double ndcg_at(const RankedGrades& ranked, std::size_t k) {
    RankedGrades best = ranked;
    std::sort(best.begin(), best.end(), std::greater<>());
    return ratio(dcg(ranked, k), dcg(best, k));
}

double average_precision(const RankedGrades& ranked) {
    double found = 0;
    double sum = 0;
    for (std::size_t place = 0; place < ranked.size(); ++place) {
        if (ranked[place] <= 0) {
            continue;
        }
        found += 1;
        sum += found / static_cast<double>(place + 1);
    }
    return ratio(sum, found);
}

double area_under_curve(const std::vector<double>& scores, const std::vector<int>& grades) {
    std::vector<std::size_t> order(scores.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
    double pairs_won = 0;
    double chosen = 0;
    double others = 0;
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        double chosen_here = 0;
        for (; end < order.size() && scores[order[end]] == scores[order[begin]]; ++end) {
            chosen_here += grades[order[end]] > 0 ? 1 : 0;
        }
        const double others_here = static_cast<double>(end - begin) - chosen_here;
        pairs_won += chosen_here * (others + others_here / 2);
        chosen += chosen_here;
        others += others_here;
        begin = end;
    }
    return chosen > 0 && others > 0 ? pairs_won / (chosen * others) : 0.5;
}

double alpha_ndcg_at(const RankedGrades& ranked, const std::vector<std::vector<std::string>>& topics, std::size_t k) {
    std::map<std::string, int> seen;
    double sum = 0;
    std::vector<const std::vector<std::string>*> chosen;
    for (std::size_t place = 0; place < ranked.size(); ++place) {
        if (ranked[place] <= 0) {
            continue;
        }
        chosen.push_back(&topics[place]);
        if (place >= k) {
            continue;
        }
        sum += novelty(topics[place], seen) * discount(place);
        count_topics(topics[place], seen);
    }
    return ratio(sum, ideal_alpha_dcg(std::move(chosen), k));
}

std::optional<Variety> variety_of(std::size_t k, const std::function<double(std::size_t, std::size_t)>& similarity) {
    if (k < 2) {
        return {};
    }
    Variety variety;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = i + 1; j < k; ++j, ++pairs) {
            const double alike = similarity(i, j);
            variety.mean_similarity += alike;
            variety.greatest_similarity = std::max(variety.greatest_similarity, alike);
        }
    }
    variety.mean_similarity /= static_cast<double>(pairs);
    return variety;
}

std::size_t first_topics_of(std::size_t k, const std::vector<std::vector<std::string>>& topics) {
    std::set<std::string> found;
    for (std::size_t i = 0; i < std::min(k, topics.size()); ++i) {
        if (!topics[i].empty()) {
            found.insert(topics[i].front());
        }
    }
    return found.size();
}

}  // namespace digest
