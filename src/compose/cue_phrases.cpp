#include "cue_phrases.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

namespace digest {
namespace {

struct PhraseGroup {
    std::uint32_t signs;
    std::string_view phrases;  // parted by |
};

// clang-format off
constexpr auto groups = std::to_array<PhraseGroup>({
    {announces,
     "propose|proposes|introduce|introduces|present|presents|develop|develops|developed|design|designs|"
     "proposed|presented|introduced|unveil|describe|describes|contribute|create|construct|establish|build|"
     "formulate|formalize|offers|offer|devise|provide a|provides|we survey|we review|systematically review|"
     "prove|report|we conduct|conducted|curate"},
    {reports,
     "outperform|outperforms|outperforming|achieve|achieves|achieved|achieving|we show|we find|we found|"
     "we demonstrate|we prove|we observe|we also show|we also find|we further show|surpasses|surpass|"
     "surpassing|improves|improved|findings|finding|reveal|reveals|revealed|yields|attains|attain|"
     "state-of-the-art performance|state-of-the-art results|our analysis|our study|reduces|significantly"},
    {reports | evidence,
     "results|experiments|evaluations|simulations"},
    {reports | shows,
     "results show"},
    {evidence,
     "experiment|evaluation|experimental|empirical|tests|analysis|analyses|outcomes|theoretical|case study|"
     "case studies|ablation|user study"},
    {shows,
     "demonstrate|demonstrates|demonstrated|demonstrating|show|shows|showed|validate|validates|verify|"
     "confirm|confirms|verify that|highlight|highlights|showcase|underscore|underscores|illustrate|"
     "prove the|suggest|validated|corroborate|evidence"},
    {shows | reports,
     "indicate"},
    {virtue,
     "effectiveness|superiority|superior performance|efficacy|promising|the potential|advantages|"
     "usefulness|utility|validity|versatility|strong performance|competitive performance|"
     "outperforms existing|outperforms state-of-the-art|outperforms baselines|"
     "outperforms the state-of-the-art|outperforms previous|outperforms prior|consistently outperforms|"
     "significantly outperforms|over baseline methods|outperforms current|outperforms all|"
     "state-of-the-art performance|practical value|remarkable performance|the feasibility|"
     "outperforms several|outperforms various|outperforms strong|outperforms other|benefits|"
     "outperforms many|over existing methods|over state-of-the-art methods"},
    {aims,
     "aim|aims|goal|objective|purpose|address the problem|address the challenge|study the problem|"
     "consider the problem|we study|we investigate|we explore|we examine|investigates|explores|examines|"
     "we ask|we consider|we address|we tackle|seeks to|seek to|addresses|we focus on|focuses on"},
    {lacks,
     "however|but|yet|nevertheless|nonetheless|unfortunately|despite|although|remains|remain|lack|lacks|"
     "lacking|struggle|struggles|challenge|challenges|challenging|limited|limitation|limitations|fail|"
     "fails|difficult|costly|expensive|overlook|overlooks|hinder|hinders|hindered|little attention|unclear|"
     "underexplored|unexplored|under-explored|suffer|suffers|poorly|not been|neglect|ignore|ignoring|"
     "unaddressed|bottleneck|inadequate|insufficient|scarce|scarcity|open question|still|impractical|"
     "problem|gap|while|cannot|hard to|prone to|rarely|time-consuming"},
    {limits,
     "lags|lag behind|limitation|limitations|fails to|fail to|no single|no significant|does not|do not|"
     "did not|not always|degrades|degrade|trade-off|struggle|struggles|remains challenging|"
     "challenges remain|worse|cannot|still falls|far from|at the cost of|at the expense of|"
     "room for improvement|remain|remains|only marginal|negligible|surprisingly|contrary to|caution|"
     "unreliable|insufficient|varied"},
    {available,
     "available here|can be found|be found at|this https url|this http url|publicly released|pip install|"
     "hosted at|see our|video demonstrations"},
    {releases,
     "release|releasing|open-source|open-sourcing|open source"},
    {artefact,
     "code|codes|codebase|source code|implementation|dataset|datasets|data|weights|checkpoints|model|"
     "models|project page|project website|webpage|website|project|demo|videos|toolkit|library|repository|"
     "github|benchmark|page|resources|scripts|package|supplementary|video|leaderboard|artifacts|software|"
     "appendix|prompts|corpus|materials|samples|tool"},
    {hopes,
     "pave the way|paves the way|paving the way|we hope|hope that|hope to|future work|future research|"
     "future directions|in the future|future works|future studies|future developments|will inspire|"
     "our goal is to advance|we envision|we plan|open new|opens new|opens up|open up|opening new|"
     "opens the door|lays the foundation|lay the foundation|lays the groundwork|lay the groundwork|"
     "foundation for|laying the foundation|laying the groundwork|we believe|new avenues|new possibilities|"
     "new directions|promising avenue|significantly advance|advance the field|advances the field|"
     "valuable insights|a step toward|a step towards|step forward|stepping stone|future advancements|"
     "has the potential to|could be extended|ongoing work|spark|contribute to the|contributes to the|"
     "discuss future|next steps|important implications|significant implications|broad implications|"
     "practical implications|future investigations|open challenges|offers insights|significant step|"
     "important step|crucial step|future efforts"},
    {states,
     "under review|accepted at|accepted to|accepted for|accepted by|to appear|preprint|work in progress|"
     "extended version|this version|is published|in proceedings|submitted to|withdrawn|copyright|"
     "all rights reserved|previously titled|updated version|this is a preliminary|trigger warning|"
     "content warning|warning this paper|disclaimer"},
    {lays_out,
     "organized as follows|organised as follows|structured as follows|from any section|"
     "the remainder of this|the rest of this|this chapter|keywords|index terms|section 2|conclude with|"
     "concludes with|we conclude by|in the appendix|section 3|ccs concepts|the paper concludes|"
     "this paper concludes"},
    {this_work,
     "this paper|this work|this article|this study|this survey|this thesis|this report|this research|"
     "this review|this position paper|this letter|this dissertation|this tutorial|this manuscript|"
     "the present study|the present paper|the present work|this technical report|this systematic review|"
     "this perspective|this note|this essay|this contribution|this project|this monograph|"
     "this investigation|this comprehensive"},
    {passive,
     "is proposed|are proposed|is presented|are presented|is introduced|was conducted|were conducted|"
     "was developed|is investigated|are investigated|is studied"},
});
// clang-format on

struct CuePhrase {
    std::string_view words;
    std::uint32_t signs = 0;
};

using PhraseIndex = std::unordered_map<std::string_view, std::vector<CuePhrase>>;

const PhraseIndex& phrase_index() {
    static const PhraseIndex index = [] {
        PhraseIndex by_first_word;
        for (const PhraseGroup& group : groups) {
            std::string_view rest = group.phrases;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find('|'), rest.size());
                const std::string_view phrase = rest.substr(0, end);
                by_first_word[phrase.substr(0, phrase.find(' '))].push_back({phrase, group.signs});
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        return by_first_word;
    }();
    return index;
}

bool matches_at(const Words& words, std::size_t at, std::string_view phrase) {
    for (; !phrase.empty(); ++at) {
        const std::size_t end = std::min(phrase.find(' '), phrase.size());
        if (words[at] != phrase.substr(0, end)) {
            return false;
        }
        phrase.remove_prefix(std::min(end + 1, phrase.size()));
    }
    return true;
}

}  // namespace

std::uint32_t signs_of(const Words& words) {
    std::uint32_t signs = 0;
    const PhraseIndex& index = phrase_index();
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto found = index.find(words[i]);
        if (found == index.end()) {
            continue;
        }
        for (const CuePhrase& phrase : found->second) {
            if ((signs & phrase.signs) != phrase.signs && matches_at(words, i, phrase.words)) {
                signs |= phrase.signs;
            }
        }
    }
    return signs;
}

}  // namespace digest
