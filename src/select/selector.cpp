#include "digest/select/selector.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "digest/select/reason.h"
#include "digest/select/shortlist.h"
#include "diversity.h"

namespace digest {
namespace {

constexpr double coverage_share = 0.4;  // of an uncovered topic against similarity
constexpr double most_similar = 0.5;    // of two picks
constexpr double most_lost = 0.02;      // of the mean score, for variety
constexpr std::size_t near_misses_shown = 10;
constexpr std::size_t blurbs_at_once = 8;
constexpr int weights_tried = 6;  // each half of the one before, the last is 0

class Selector {
  public:
    Selector(const std::vector<Candidate>& candidates, const std::function<bool(std::size_t)>& has_blurb,
             const SelectOptions& options)
        : candidates_(candidates),
          options_(options),
          count_(std::min(candidates.size(), options.pool)),
          has_blurb_(has_blurb),
          known_blurbs_(count_),
          ruled_out_(ruled_out(candidates, count_, options)),
          diversity_(candidates, count_),
          originals_(diversity_.originals(options.run_tasks)) {
        find_pinned();
        for (std::size_t i = 0; i < count_; ++i) {
            if (!is_pinned(i) && !ruled_out_[i] && merged_into(i) == i) {
                eligible_.push_back(i);
            }
        }
    }

    Selection run() {
        const double floor = least_mean_score();
        double weight = std::clamp(options_.diversity, 0.0, 1.0);
        for (int i = 0; i < weights_tried; ++i) {
            choose(weight);
            if (weight <= 0 || mean_score(chosen_) >= floor) {
                break;
            }
            weight = i + 2 < weights_tried ? weight / 2 : 0;
        }
        return result();
    }

  private:
    void find_pinned() {
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            const auto& pinned = options_.pinned;
            if (std::find(pinned.begin(), pinned.end(), candidates_[i].paper.id) != pinned.end()) {
                pinned_.push_back(i);
            }
        }
    }
    bool is_pinned(std::size_t i) const { return std::binary_search(pinned_.begin(), pinned_.end(), i); }

    /// Asks for the next ones too where one is not known: they will be wanted soon, and threads are idle.
    bool has_blurb(std::size_t i) const {
        if (known_blurbs_[i]) {
            return *known_blurbs_[i];
        }
        Tasks tasks{[this, i] { known_blurbs_[i] = has_blurb_(i); }};
        for (const std::size_t next : eligible_) {
            if (tasks.size() == blurbs_at_once) {
                break;
            }
            if (next > i && !known_blurbs_[next]) {
                tasks.emplace_back([this, next] { known_blurbs_[next] = has_blurb_(next); });
            }
        }
        options_.run_tasks(tasks);
        return *known_blurbs_[i];
    }

    std::size_t wanted() const {
        const auto picks = static_cast<std::size_t>(std::max(0, options_.picks));
        return picks - std::min(picks, options_.pinned.size());
    }

    /// A near-duplicate gives way only to one that can itself stand in the edition.
    std::size_t merged_into(std::size_t i) const {
        const std::size_t original = originals_[i];
        const bool stands = original == i || is_pinned(original) || (!ruled_out_[original] && has_blurb(original));
        return stands ? original : i;
    }

    double mean_score(const std::vector<std::size_t>& places) const {
        if (places.empty()) {
            return 0;
        }
        double sum = 0;
        for (const std::size_t i : places) {
            sum += candidates_[i].score;
        }
        return sum / static_cast<double>(places.size());
    }

    std::vector<std::size_t> plain_best() const {
        std::vector<std::size_t> best;
        for (const std::size_t i : eligible_) {
            if (best.size() >= wanted()) {
                break;
            }
            if (has_blurb(i)) {
                best.push_back(i);
            }
        }
        return best;
    }

    /// Variety may cost 2 % of the best ten's mean, or of what caps and closeness leave of it where that is less
    /// already.
    double least_mean_score() {
        const std::vector<std::size_t> best = plain_best();
        top_score_ = best.empty() ? 1 : std::max(1e-9, candidates_[best.front()].score);
        const double plain = (1 - most_lost) * mean_score(best);
        choose(0);
        const double capped = mean_score(chosen_);
        return capped >= plain ? plain : (1 - most_lost) * capped;
    }

    void start() {
        chosen_.clear();
        taken_.assign(count_, false);
        topic_counts_.clear();
        diversity_.clear();
        for (const std::size_t i : pinned_) {
            ++topic_counts_[strongest_topic(candidates_[i])];
            if (i < count_) {
                diversity_.choose(i);
            }
        }
    }

    void choose(double weight) {
        start();
        while (chosen_.size() < wanted()) {
            std::size_t best = count_;
            // Closeness is forgiven before fewer picks than wanted are given; a full topic is not.
            for (const double limit : {most_similar, near_duplicate}) {
                best = best_left(weight, limit);
                if (best != count_) {
                    break;
                }
            }
            if (best == count_) {
                return;
            }
            take(best);
        }
    }

    void take(std::size_t i) {
        chosen_.push_back(i);
        taken_[i] = true;
        ++topic_counts_[strongest_topic(candidates_[i])];
        diversity_.choose(i);
    }

    bool topic_is_full(std::size_t i) const {
        const auto found = topic_counts_.find(strongest_topic(candidates_[i]));
        return found != topic_counts_.end() && found->second >= std::max(1, options_.per_topic_max);
    }

    std::size_t best_left(double weight, double limit) {
        std::size_t best = best_by_gain(weight, limit);
        while (best != count_ && !has_blurb(best)) {
            std::erase(eligible_, best);
            best = best_by_gain(weight, limit);
        }
        return best;
    }

    std::size_t best_by_gain(double weight, double limit) const {
        std::size_t best = count_;
        double best_gain = 0;
        for (const std::size_t i : eligible_) {
            if (taken_[i] || topic_is_full(i)) {
                continue;
            }
            const double similarity = diversity_.nearest_chosen(i).similarity;
            if (options_.diversity > 0 && similarity > limit) {
                continue;
            }
            const double variety = coverage_share * diversity_.uncovered(i) - similarity;
            const double gain = (1 - weight) * candidates_[i].score / top_score_ + weight * variety;
            if (best == count_ || gain > best_gain) {
                best = i, best_gain = gain;  // equal: the better-ranked one stays
            }
        }
        return best;
    }

    Selection result() const {
        const std::vector<double> means = signal_means(candidates_);
        std::vector<std::size_t> places = chosen_;
        places.insert(places.end(), pinned_.begin(), pinned_.end());
        std::sort(places.begin(), places.end());
        Selection selection;
        for (const std::size_t i : places) {
            selection.picks.push_back(
                {i, strongest_topic(candidates_[i]), strongest_signals(candidates_[i], means), is_pinned(i)});
        }
        for (std::size_t i = 0; i < count_ && selection.near_misses.size() < near_misses_shown; ++i) {
            if (taken_[i] || ruled_out_[i] || is_pinned(i)) {
                continue;
            }
            const Candidate& candidate = candidates_[i];
            selection.near_misses.push_back({candidate.paper.id, candidate.paper.title, candidate.score, loss_of(i)});
        }
        return selection;
    }

    /// The best-ranked chosen paper that is counted under a topic; count_ where there is none, or no topic.
    std::size_t best_chosen_of(const std::string& topic) const {
        std::size_t best = count_;
        for (const std::size_t i : chosen_) {
            if (!topic.empty() && strongest_topic(candidates_[i]) == topic) {
                best = std::min(best, i);
            }
        }
        return best;
    }

    Loss loss_to(LossReason reason, std::size_t other) const { return {reason, candidates_[other].paper.id}; }

    Loss loss_of(std::size_t i) const {
        if (!has_blurb(i)) {
            return {LossReason::no_blurb};
        }
        const std::size_t original = merged_into(i);
        if (original != i) {
            return loss_to(LossReason::same_work, original);
        }
        const Diversity::Nearest& nearest = diversity_.nearest_chosen(i);
        if (options_.diversity > 0 && nearest.similarity > most_similar) {
            return loss_to(LossReason::too_close, nearest.paper);
        }
        const std::string topic = strongest_topic(candidates_[i]);
        if (topic_is_full(i)) {
            const LossReason full = topic.empty() ? LossReason::full_without_topic : LossReason::full_topic;
            return {full, {}, {}, topic, topic_counts_.at(topic)};
        }
        if (chosen_.empty()) {
            return {LossReason::pins_took_all_places};
        }
        return loss_to_rank(i, topic);
    }

    /// No rule kept it out: others went before.
    Loss loss_to_rank(std::size_t i, const std::string& topic) const {
        const std::size_t worst = *std::max_element(chosen_.begin(), chosen_.end());
        if (worst < i) {
            return {};
        }
        const std::size_t same_topic = best_chosen_of(topic);
        if (same_topic > i) {
            return loss_to(LossReason::adds_variety, worst);
        }
        Loss loss = loss_to(LossReason::stands_higher, same_topic);
        loss.topic = topic;
        return loss;
    }

    const std::vector<Candidate>& candidates_;
    const SelectOptions& options_;
    std::size_t count_;
    const std::function<bool(std::size_t)>& has_blurb_;
    mutable std::vector<std::optional<bool>> known_blurbs_;  ///< a blurb costs more than all else here
    std::vector<bool> ruled_out_;
    Diversity diversity_;
    std::vector<std::size_t> originals_;
    std::vector<std::size_t> pinned_{};    ///< ascending
    std::vector<std::size_t> eligible_{};  ///< best first; one without a blurb may be among them until it is asked
    double top_score_ = 1;
    std::vector<std::size_t> chosen_{};  ///< in the order in which they were chosen
    std::vector<bool> taken_{};
    std::map<std::string, int> topic_counts_{};
};

}  // namespace

Selection select_picks(const std::vector<Candidate>& candidates, const std::function<bool(std::size_t)>& has_blurb,
                       const SelectOptions& options) {
    return Selector(candidates, has_blurb, options).run();
}

}  // namespace digest
