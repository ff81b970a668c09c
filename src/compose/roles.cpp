#include "digest/compose/roles.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "digest/base/hash.h"
#include "digest/compose/cues.h"

namespace digest {
namespace {

constexpr std::string_view header = "digest-roles 1";

using Lattice = std::vector<RoleModel::Weights>;

/// The lines of a text, without the line ends.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        if (end > 0) {
            fields.push_back(line.substr(0, end));
        }
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return fields;
}

std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < -1000000 || value > 1000000) {
        return {};
    }
    return value;
}

/// Five whole numbers from field `from` on, times `unit`.
std::optional<RoleModel::Weights> all_weights(const std::vector<std::string_view>& fields, std::size_t from,
                                              double unit) {
    if (fields.size() != from + role_count) {
        return {};
    }
    RoleModel::Weights weights{};
    for (std::size_t r = 0; r < role_count; ++r) {
        const auto value = whole_number(fields[from + r]);
        if (!value) {
            return {};
        }
        weights[r] = static_cast<float>(*value * unit);
    }
    return weights;
}

/// "b12 r-3": the weights of a feature that are not zero, each after its role's initial letter.
std::optional<RoleModel::Weights> sparse_weights(const std::vector<std::string_view>& fields, double unit) {
    RoleModel::Weights weights{};
    for (std::size_t i = 1; i < fields.size(); ++i) {
        const std::size_t role = std::string_view("bomrx").find(fields[i].front());
        const auto value = whole_number(fields[i].substr(1));
        if (role == std::string_view::npos || !value) {
            return {};
        }
        weights[role] = static_cast<float>(*value * unit);
    }
    return weights;
}

double log_sum(const RoleModel::Weights& values) {
    const double greatest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const float value : values) {
        sum += std::exp(static_cast<double>(value) - greatest);
    }
    return greatest + std::log(sum);
}

RoledSentence most_probable(const RoleModel::Weights& forward, const RoleModel::Weights& backward, double total) {
    RoledSentence best;
    for (std::size_t r = 0; r < role_count; ++r) {
        const double probability = std::exp(static_cast<double>(forward[r]) + static_cast<double>(backward[r]) - total);
        if (probability > best.confidence) {
            best = {static_cast<SentenceRole>(r), std::min(probability, 1.0)};
        }
    }
    return best;
}

}  // namespace

std::vector<RoledSentence> roles_by_rule(const std::vector<std::string>& sentences) {
    constexpr double rule_confidence = 0.85;  // its measured why/insight accuracy
    std::vector<RoledSentence> roles(sentences.size());
    bool own_work = false;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        const Cues cues = find_cues(sentences[s]);
        own_work = own_work || cues.has(Cue::own_work);
        SentenceRole role = SentenceRole::method;
        if (!own_work) {
            role = SentenceRole::background;
        } else if (cues.has(Cue::result)) {
            role = SentenceRole::result;
        } else if (cues.has(Cue::aim)) {
            role = SentenceRole::objective;
        }
        roles[s] = {role, rule_confidence};
    }
    if (own_work || sentences.size() < 2) {
        return roles;
    }
    // no sentence names the authors' own work: the first one leads, the others are what there is to say
    for (std::size_t s = 1; s < sentences.size(); ++s) {
        roles[s] = {find_cues(sentences[s]).has(Cue::result) ? SentenceRole::result : SentenceRole::method, 0.5};
    }
    return roles;
}

Result<RoleModel> RoleModel::parse(std::string_view text, std::string_view origin) {
    const auto damaged = [&](std::size_t line, std::string_view what) {
        return fail(ErrorKind::user_file, fmt::format("this is no usable role model: {}", what),
                    fmt::format("{}:{}", origin, line),
                    "take the shipped data/models/roles.txt, or fit one with digest learn --roles");
    };
    const auto lines = lines_of(text);
    if (lines.empty() || lines[0] != header) {
        return damaged(1, fmt::format("the first line must be \"{}\"", header));
    }
    const std::size_t last = text.rfind("\nchecksum ");
    if (last == std::string_view::npos) {
        return damaged(lines.size(), "the checksum at its end is missing");
    }
    if (lines.back() != "checksum " + content_hash_of_format_1(text.substr(0, last + 1))) {
        return damaged(lines.size(), "the checksum does not fit, so it was changed or cut");
    }

    RoleModel model;
    double unit = 0;
    model.features_.reserve(lines.size());
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        const auto fields = fields_of(lines[i]);
        if (fields.empty() || fields[0].front() == '#') {
            continue;
        }
        std::optional<Weights> weights;
        if (fields[0] == "unit" && fields.size() == 2) {
            const auto per_unit = whole_number(fields[1]);
            if (!per_unit || *per_unit <= 0) {
                return damaged(i + 1, "the unit must be a whole number above zero");
            }
            unit = 1.0 / *per_unit;
            continue;
        }
        if (unit == 0) {
            return damaged(i + 1, "the unit must come first");
        }
        if (fields[0] == "start") {
            weights = all_weights(fields, 1, unit);
            if (weights) {
                model.start_ = *weights;
            }
        } else if (fields[0] == "after" && fields.size() > 1) {
            const auto role = parse_role(fields[1]);
            if (role) {
                weights = all_weights(fields, 2, unit);
            }
            if (weights) {
                model.transitions_[static_cast<std::size_t>(*role)] = *weights;
            }
        } else {
            weights = sparse_weights(fields, unit);
            if (weights) {
                model.features_.emplace(fields[0], *weights);
            }
        }
        if (!weights) {
            return damaged(i + 1, "this line holds no weights");
        }
    }
    if (model.features_.empty()) {
        return damaged(lines.size(), "it has no weights");
    }
    return model;
}

std::vector<RoledSentence> RoleModel::predict(const std::vector<std::string>& sentences) const {
    const std::size_t count = sentences.size();
    if (count == 0) {
        return {};
    }
    Lattice scores(count);
    role_features(sentences, [&](std::size_t s, std::string_view feature) {
        const auto found = features_.find(feature);
        if (found == features_.end()) {
            return;
        }
        for (std::size_t r = 0; r < role_count; ++r) {
            scores[s][r] += found->second[r];
        }
    });
    Lattice forward(count);
    Lattice backward(count);
    for (std::size_t r = 0; r < role_count; ++r) {
        forward[0][r] = scores[0][r] + start_[r];
    }
    Weights terms{};
    for (std::size_t s = 1; s < count; ++s) {
        for (std::size_t r = 0; r < role_count; ++r) {
            for (std::size_t p = 0; p < role_count; ++p) {
                terms[p] = forward[s - 1][p] + transitions_[p][r];
            }
            forward[s][r] = static_cast<float>(log_sum(terms)) + scores[s][r];
        }
    }
    for (std::size_t s = count - 1; s > 0; --s) {
        for (std::size_t p = 0; p < role_count; ++p) {
            for (std::size_t r = 0; r < role_count; ++r) {
                terms[r] = backward[s][r] + transitions_[p][r] + scores[s][r];
            }
            backward[s - 1][p] = static_cast<float>(log_sum(terms));
        }
    }
    const double total = log_sum(forward[count - 1]);
    std::vector<RoledSentence> roles;
    roles.reserve(count);
    for (std::size_t s = 0; s < count; ++s) {
        roles.push_back(most_probable(forward[s], backward[s], total));
    }
    return roles;
}

}  // namespace digest
