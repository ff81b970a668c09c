#include "digest/compose/abbreviations.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/npos.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

char lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_short_form(std::string_view text) {
    if (text.size() < 2 || text.size() > 10 || !is_alphanumeric(text.front())) {
        return false;
    }
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
    return plain && std::count_if(text.begin(), text.end(), is_upper) >= 2;
}

/// The shortest stretch before the bracket whose letters give the short form, the first one at a word's beginning.
std::string_view long_form_before(std::string_view before, std::string_view short_form) {
    std::size_t i = before.size();
    for (std::size_t s = short_form.size(); s > 0; --s) {
        const char wanted = lower(short_form[s - 1]);
        if (!is_alphanumeric(wanted)) {
            continue;
        }
        const bool first = s == 1;
        bool found = false;
        while (i > 0 && !found) {
            --i;
            found = lower(before[i]) == wanted && (!first || i == 0 || !is_alphanumeric(before[i - 1]));
        }
        if (!found) {
            return {};
        }
    }
    const std::string_view form = before.substr(i);
    const auto words = static_cast<std::size_t>(std::count(form.begin(), form.end(), ' ')) + 1;
    const std::size_t most = std::min(short_form.size() + 5, short_form.size() * 2);
    const bool sound = words <= most && form.size() > short_form.size() + 1 && form.find_first_of("()[],;:.") == npos;
    return sound ? form : std::string_view{};
}

constexpr auto everyday = std::to_array<std::string_view>(
    {"AI",   "API",   "ASR", "AUC", "BERT", "CNN",  "CNNs",  "CPU",  "CV",   "DNN",  "F1",   "GAN",  "GANs",
     "GNN",  "GNNs",  "GPT", "GPU", "GPUs", "HTML", "IoT",   "LLM",  "LLMs", "LM",   "LMs",  "LSTM", "ML",
     "MLLM", "MLLMs", "MLP", "NLP", "OCR",  "PDE",  "PDEs",  "QA",   "RAG",  "RL",   "RLHF", "RNN",  "RNNs",
     "SGD",  "SOTA",  "SVM", "UI",  "URL",  "US",   "VAE",   "VAEs", "ViT",  "ViTs", "VLM",  "VLMs", "VQA",
     "XAI",  "CoT",   "3D",  "2D",  "MRI",  "CT",   "MLLMs", "SFT",  "MoE",  "LoRA"});

}  // namespace

std::vector<Abbreviation> defined_abbreviations(std::string_view text) {
    std::vector<Abbreviation> found;
    for (std::size_t open = text.find('('); open != npos; open = text.find('(', open + 1)) {
        const std::size_t close = text.find(')', open);
        if (close == npos) {
            break;
        }
        const std::string_view short_form = text.substr(open + 1, close - open - 1);
        if (!is_short_form(short_form) || open < 2) {
            continue;
        }
        const std::string_view form = long_form_before(trim(text.substr(0, open)), short_form);
        if (!form.empty()) {
            found.push_back({std::string(short_form), std::string(form)});
        }
    }
    return found;
}

bool is_everyday_abbreviation(std::string_view short_form) {
    return std::find(everyday.begin(), everyday.end(), short_form) != everyday.end();
}

std::size_t find_abbreviation(std::string_view text, std::string_view short_form) {
    for (std::size_t at = text.find(short_form); at != npos; at = text.find(short_form, at + 1)) {
        const std::size_t end = at + short_form.size();
        const bool free_before = at == 0 || (!is_alphanumeric(text[at - 1]) && text[at - 1] != '-');
        const bool free_after = end == text.size() || (!is_alphanumeric(text[end]) && text[end] != '-');
        if (free_before && free_after) {
            return at;
        }
    }
    return npos;
}

}  // namespace digest
