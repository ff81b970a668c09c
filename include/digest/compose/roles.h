#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "digest/base/error.h"
#include "digest/text/role_features.h"

namespace digest {

struct RoledSentence {
    SentenceRole role = SentenceRole::other;
    double confidence = 0;  ///< the role's probability; of the rule a constant

    bool operator==(const RoledSentence&) const = default;
};

/// The roles by rule: background up to the first sentence about the authors' own work, after it result where a
/// sentence reports one, objective where it states an aim, else method.
std::vector<RoledSentence> roles_by_rule(const std::vector<std::string>& sentences);

/// A linear-chain conditional random field over the features of text/role_features.h.
class RoleModel {
  public:
    using Weights = std::array<float, role_count>;

    /// Reads the text form that learn/role_trainer writes: its first line gives format and version, its last one the
    /// checksum of all before it. A damaged or foreign file is an error with the line.
    static Result<RoleModel> parse(std::string_view text, std::string_view origin);

    /// The most probable role of each sentence by itself (forward-backward marginals).
    std::vector<RoledSentence> predict(const std::vector<std::string>& sentences) const;

    std::size_t size() const { return features_.size(); }

  private:
    struct NameHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
    };

    std::unordered_map<std::string, Weights, NameHash, std::equal_to<>> features_{};
    std::array<Weights, role_count> transitions_{};
    Weights start_{};
};

}  // namespace digest
