#include "digest/base/hash.h"
#include "digest/compose/roles.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void read_model(std::string_view bytes) {
    // With the checksum, which no fuzzer hits upon.
    std::string text(bytes);
    if (!text.ends_with('\n')) {
        text += '\n';
    }
    text += "checksum " + content_hash_of_format_1(text) + '\n';
    const auto model = RoleModel::parse(text, "roles.txt");
    if (!model) {
        require_message(model.error());
        return require(model.error().origin.starts_with("roles.txt:"), "a mistake has its line");
    }
    require(model->size() > 0, "a model has weights");
    static const std::vector<std::string> sentences = {"Networks are hard to train.", "We propose a method.",
                                                       "It reaches 80.2% on the test set."};
    const std::vector<RoledSentence> roles = model->predict(sentences);
    require(roles.size() == sentences.size(), "each sentence has a role");
    for (const RoledSentence& sentence : roles) {
        require(sentence.confidence >= 0 && sentence.confidence <= 1, "a confidence is a probability");
    }
}

const Target target{"role_model", read_model};

}  // namespace
}  // namespace digest::fuzz
