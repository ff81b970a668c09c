#include "digest/learn/role_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "digest/base/hash.h"
#include "owlqn.h"

namespace digest {
namespace {

using Scores = std::array<double, role_count>;

struct EncodedAbstract {
    std::vector<std::vector<std::uint32_t>> features{};  ///< of each sentence
    std::vector<std::size_t> roles{};
};

struct Encoded {
    std::vector<std::string> names{};  ///< sorted
    std::vector<EncodedAbstract> abstracts{};
};

bool is_sound(const LabelledAbstract& abstract) {
    return !abstract.sentences.empty() && abstract.sentences.size() == abstract.roles.size();
}

Encoded encode(const std::vector<LabelledAbstract>& abstracts, int fewest) {
    std::map<std::string, int, std::less<>> counts;
    for (const LabelledAbstract& abstract : abstracts) {
        if (is_sound(abstract)) {
            role_features(abstract.sentences, [&](std::size_t, std::string_view name) {
                const auto found = counts.find(name);
                if (found == counts.end()) {
                    counts.emplace(name, 1);
                } else {
                    ++found->second;
                }
            });
        }
    }
    Encoded encoded;
    std::unordered_map<std::string, std::uint32_t> ids;
    for (const auto& [name, count] : counts) {
        if (count >= fewest) {
            ids.emplace(name, static_cast<std::uint32_t>(encoded.names.size()));
            encoded.names.push_back(name);
        }
    }
    for (const LabelledAbstract& abstract : abstracts) {
        if (!is_sound(abstract)) {
            continue;
        }
        EncodedAbstract& one = encoded.abstracts.emplace_back();
        one.features.resize(abstract.sentences.size());
        for (const SentenceRole role : abstract.roles) {
            one.roles.push_back(static_cast<std::size_t>(role));
        }
        role_features(abstract.sentences, [&](std::size_t s, std::string_view name) {
            const auto found = ids.find(std::string(name));
            if (found != ids.end()) {
                one.features[s].push_back(found->second);
            }
        });
    }
    return encoded;
}

double log_sum(const Scores& values) {
    const double greatest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const double value : values) {
        sum += std::exp(value - greatest);
    }
    return greatest + std::log(sum);
}

/// The negative log-likelihood of the chains. Parameters: five for each feature, then start, then from-to.
class ChainLoss {
  public:
    explicit ChainLoss(const Encoded& encoded) : encoded_(encoded) {}

    std::size_t size() const { return start_at() + role_count + role_count * role_count; }
    std::size_t start_at() const { return encoded_.names.size() * role_count; }
    std::size_t step_at(std::size_t from) const { return start_at() + role_count + from * role_count; }

    double operator()(std::span<const double> x, std::span<double> gradient) const {
        std::fill(gradient.begin(), gradient.end(), 0.0);
        double loss = 0;
        for (const EncodedAbstract& abstract : encoded_.abstracts) {
            loss += loss_of(abstract, x, gradient);
        }
        return loss;
    }

  private:
    /// Logarithms, of each sentence's roles.
    struct Chain {
        std::vector<Scores> scores{};    ///< of the sentence alone
        std::vector<Scores> forward{};   ///< of all that leads to the role, the sentence included
        std::vector<Scores> backward{};  ///< of all that may follow it
        double total = 0;
    };

    const Encoded& encoded_;

    std::vector<Scores> scores_of(const EncodedAbstract& abstract, std::span<const double> x) const {
        std::vector<Scores> scores(abstract.roles.size(), Scores{});
        for (std::size_t s = 0; s < scores.size(); ++s) {
            for (const std::uint32_t feature : abstract.features[s]) {
                for (std::size_t r = 0; r < role_count; ++r) {
                    scores[s][r] += x[feature * role_count + r];
                }
            }
        }
        for (std::size_t r = 0; r < role_count; ++r) {
            scores[0][r] += x[start_at() + r];
        }
        return scores;
    }

    Chain chain_of(const EncodedAbstract& abstract, std::span<const double> x) const {
        Chain chain;
        chain.scores = scores_of(abstract, x);
        chain.forward = chain.scores;
        chain.backward.resize(chain.scores.size());
        Scores terms{};
        for (std::size_t s = 1; s < chain.scores.size(); ++s) {
            for (std::size_t r = 0; r < role_count; ++r) {
                for (std::size_t p = 0; p < role_count; ++p) {
                    terms[p] = chain.forward[s - 1][p] + x[step_at(p) + r];
                }
                chain.forward[s][r] += log_sum(terms);
            }
        }
        for (std::size_t s = chain.scores.size() - 1; s > 0; --s) {
            for (std::size_t p = 0; p < role_count; ++p) {
                for (std::size_t r = 0; r < role_count; ++r) {
                    terms[r] = chain.backward[s][r] + chain.scores[s][r] + x[step_at(p) + r];
                }
                chain.backward[s - 1][p] = log_sum(terms);
            }
        }
        chain.total = log_sum(chain.forward.back());
        return chain;
    }

    /// What is expected of the sentence's features above what was seen, into the gradient.
    void add_sentence(const EncodedAbstract& abstract, const Chain& chain, std::size_t s,
                      std::span<double> gradient) const {
        for (std::size_t r = 0; r < role_count; ++r) {
            const double expected = std::exp(chain.forward[s][r] + chain.backward[s][r] - chain.total);
            const double surplus = expected - (r == abstract.roles[s] ? 1.0 : 0.0);
            for (const std::uint32_t feature : abstract.features[s]) {
                gradient[feature * role_count + r] += surplus;
            }
            if (s == 0) {
                gradient[start_at() + r] += surplus;
            }
        }
    }

    /// The same of the step from the sentence before to this one.
    void add_step(const EncodedAbstract& abstract, const Chain& chain, std::size_t s, std::span<const double> x,
                  std::span<double> gradient) const {
        gradient[step_at(abstract.roles[s - 1]) + abstract.roles[s]] -= 1;
        for (std::size_t p = 0; p < role_count; ++p) {
            for (std::size_t r = 0; r < role_count; ++r) {
                gradient[step_at(p) + r] += std::exp(chain.forward[s - 1][p] + x[step_at(p) + r] + chain.scores[s][r] +
                                                     chain.backward[s][r] - chain.total);
            }
        }
    }

    double loss_of(const EncodedAbstract& abstract, std::span<const double> x, std::span<double> gradient) const {
        const Chain chain = chain_of(abstract, x);
        double truth = 0;
        for (std::size_t s = 0; s < abstract.roles.size(); ++s) {
            truth += chain.scores[s][abstract.roles[s]];
            add_sentence(abstract, chain, s, gradient);
            if (s == 0) {
                continue;
            }
            truth += x[step_at(abstract.roles[s - 1]) + abstract.roles[s]];
            add_step(abstract, chain, s, x, gradient);
        }
        return chain.total - truth;
    }
};

std::string as_text(const Encoded& encoded, const ChainLoss& loss, const std::vector<double>& x,
                    const RoleTraining& training) {
    const auto whole = [&](double weight) { return static_cast<int>(std::lround(weight * training.unit)); };
    std::string text = "digest-roles 1\n";
    if (!training.note.empty()) {
        text += "# " + training.note + "\n";
    }
    text += fmt::format("unit {}\nstart", training.unit);
    for (std::size_t r = 0; r < role_count; ++r) {
        text += fmt::format(" {}", whole(x[loss.start_at() + r]));
    }
    for (std::size_t p = 0; p < role_count; ++p) {
        text += fmt::format("\nafter {}", role_name(static_cast<SentenceRole>(p)));
        for (std::size_t r = 0; r < role_count; ++r) {
            text += fmt::format(" {}", whole(x[loss.step_at(p) + r]));
        }
    }
    text += '\n';
    for (std::size_t f = 0; f < encoded.names.size(); ++f) {
        std::string weights;
        for (std::size_t r = 0; r < role_count; ++r) {
            if (const int weight = whole(x[f * role_count + r]); weight != 0) {
                weights += fmt::format(" {}{}", "bomrx"[r], weight);
            }
        }
        if (!weights.empty()) {
            text += encoded.names[f] + weights + "\n";
        }
    }
    return text + "checksum " + content_hash_of_format_1(text) + "\n";
}

/// Why, insight or neither.
int side_of(SentenceRole role) {
    return role == SentenceRole::background ? 0 : role == SentenceRole::other ? 2 : 1;
}

RoleFigures measure_where(const std::vector<LabelledAbstract>& truth,
                          const std::vector<std::vector<SentenceRole>>& predicted, bool only_clear) {
    RoleFigures figures;
    std::array<std::array<double, role_count>, role_count> confusion{};
    double right = 0;
    double right_side = 0;
    for (std::size_t a = 0; a < truth.size() && a < predicted.size(); ++a) {
        for (std::size_t s = 0; s < truth[a].roles.size() && s < predicted[a].size(); ++s) {
            if (only_clear && !(s < truth[a].agreement.size() && truth[a].agreement[s] > clear_agreement)) {
                continue;
            }
            const SentenceRole true_role = truth[a].roles[s];
            const SentenceRole guess = predicted[a][s];
            ++figures.sentences;
            confusion[static_cast<std::size_t>(true_role)][static_cast<std::size_t>(guess)] += 1;
            right += true_role == guess ? 1 : 0;
            right_side += side_of(true_role) == side_of(guess) ? 1 : 0;
        }
    }
    if (figures.sentences == 0) {
        return figures;
    }
    double f1 = 0;
    int occurring = 0;
    for (std::size_t r = 0; r < role_count; ++r) {
        double as_truth = 0;
        double as_guess = 0;
        for (std::size_t k = 0; k < role_count; ++k) {
            as_truth += confusion[r][k];
            as_guess += confusion[k][r];
        }
        if (as_truth + as_guess == 0) {
            continue;
        }
        ++occurring;
        f1 += 2 * confusion[r][r] / (as_truth + as_guess);
    }
    const auto sentences = static_cast<double>(figures.sentences);
    figures.accuracy = right / sentences;
    figures.macro_f1 = f1 / occurring;
    figures.why_insight = right_side / sentences;
    return figures;
}

}  // namespace

std::string train_roles(const std::vector<LabelledAbstract>& abstracts, const RoleTraining& training) {
    const Encoded encoded = encode(abstracts, training.fewest);
    const ChainLoss loss(encoded);
    const auto x =
        minimise_l1([&](std::span<const double> at, std::span<double> gradient) { return loss(at, gradient); },
                    loss.size(), training.l1, training.iterations);
    return as_text(encoded, loss, x, training);
}

std::vector<LabelledAbstract> without_repeated(const std::vector<LabelledAbstract>& abstracts,
                                               const std::vector<LabelledAbstract>& held_out) {
    constexpr std::size_t long_enough = 40;
    std::unordered_set<std::string> seen;
    const auto add = [&](const LabelledAbstract& abstract) {
        for (const std::string& sentence : abstract.sentences) {
            if (sentence.size() >= long_enough) {
                seen.insert(sentence);
            }
        }
    };
    for (const LabelledAbstract& abstract : held_out) {
        add(abstract);
    }
    std::vector<LabelledAbstract> kept;
    for (const LabelledAbstract& abstract : abstracts) {
        const bool repeated = std::any_of(abstract.sentences.begin(), abstract.sentences.end(),
                                          [&](const std::string& sentence) { return seen.contains(sentence); });
        if (repeated) {
            continue;
        }
        add(abstract);
        kept.push_back(abstract);
    }
    return kept;
}

RoleFigures measure_roles(const std::vector<LabelledAbstract>& truth,
                          const std::vector<std::vector<SentenceRole>>& predicted) {
    return measure_where(truth, predicted, false);
}

RoleFigures measure_clear_roles(const std::vector<LabelledAbstract>& truth,
                                const std::vector<std::vector<SentenceRole>>& predicted) {
    return measure_where(truth, predicted, true);
}

}  // namespace digest
