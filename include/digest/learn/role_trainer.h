#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "digest/text/role_features.h"

namespace digest {

/// An abstract whose sentences somebody labelled; one role for each sentence.
struct LabelledAbstract {
    std::vector<std::string> sentences{};
    std::vector<SentenceRole> roles{};
    std::vector<double> agreement{};  ///< of the annotators on each sentence, 0 to 1; empty where it is not known
};

struct RoleTraining {
    double l1 = 1.0;  ///< strength of the L1 penalty: higher is smaller and coarser
    int fewest = 3;   ///< a feature must occur this often
    int iterations = 200;
    int unit = 10;       ///< weights are kept as whole numbers of 1/unit
    std::string note{};  ///< one line of comment for the file
};

/// Fits a linear-chain conditional random field by OWL-QN (Andrew and Gao, "Scalable Training of L1-Regularized
/// Log-Linear Models", 2007) and returns it in the text form that RoleModel::parse reads. Deterministic.
std::string train_roles(const std::vector<LabelledAbstract>& abstracts, const RoleTraining& training = {});

/// The abstracts that share no sentence of 40 characters or more with one of `held_out`, nor with an earlier one.
std::vector<LabelledAbstract> without_repeated(const std::vector<LabelledAbstract>& abstracts,
                                               const std::vector<LabelledAbstract>& held_out);

struct RoleFigures {
    std::size_t sentences = 0;
    double accuracy = 0;     ///< of the five roles
    double macro_f1 = 0;     ///< mean over the roles that occur in truth or prediction
    double why_insight = 0;  ///< accuracy of the three-way split: background; objective, method, result; other
};

/// One predicted role for each sentence of each abstract, in order.
RoleFigures measure_roles(const std::vector<LabelledAbstract>& truth,
                          const std::vector<std::vector<SentenceRole>>& predicted);

/// More than three of five annotators agree.
constexpr double clear_agreement = 0.6;

/// The same of the sentences alone whose agreement is known and above `clear_agreement`.
RoleFigures measure_clear_roles(const std::vector<LabelledAbstract>& truth,
                                const std::vector<std::vector<SentenceRole>>& predicted);

}  // namespace digest
