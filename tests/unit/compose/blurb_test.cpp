#include "digest/compose/blurb.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "digest/compose/third_person.h"
#include "digest/compose/words.h"

using namespace digest;

namespace {

Paper paper_with(std::string abstract) {
    Paper paper;
    paper.id = "2501.00001";
    paper.abstract = std::move(abstract);
    return paper;
}

/// What the month knows, to settle broken words.
const KnownWords& month_words() {
    static const KnownWords words = [] {
        KnownWords known;
        for (const char* word : {"challenges", "addresses", "experiments", "hip-hop"}) {
            known.add(word);
        }
        return known;
    }();
    return words;
}

Blurb blurb_of(const std::string& abstract) {
    BlurbOptions options;
    options.known_words = &month_words();
    return compose_blurb(paper_with(abstract), options);
}

/// A block as a reader sees it: paragraphs parted by an empty line, a bullet a line.
std::string text_of(const std::vector<ComposedSentence>& block) {
    std::string text;
    for (const ComposedSentence& sentence : block) {
        if (!text.empty()) {
            text += sentence.new_paragraph ? "\n\n" : " ";
        }
        text += sentence.text;
        for (const std::string& item : sentence.list) {
            text += "\n* " + item;
        }
    }
    return text;
}

bool has_operation(const ComposedSentence& sentence, Operation operation) {
    return std::find(sentence.operations.begin(), sentence.operations.end(), operation) != sentence.operations.end();
}

std::optional<DropRule> rule_of(const std::string& abstract, std::size_t sentence) {
    return explain_abstract(paper_with(abstract)).at(sentence).rule;
}

}  // namespace

TEST_CASE("of a background too long for a Why, its opening and its gap stay, and what fits between", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Choirs learn new songs from printed scores. Scores are read by singers at very different speeds. Rehearsal "
        "rooms are rented by the hour in most towns. However, no tool tells a conductor which bars will take long. "
        "Recordings of past rehearsals are plentiful. We present BarClock, a model that predicts the time a choir "
        "needs for each bar. It is trained on 40 hours of recorded rehearsals. BarClock is off by less than a minute "
        "a page on three choirs it never heard.");
    CHECK(text_of(blurb.why) ==
          "Choirs learn new songs from printed scores. Scores are read by singers at very different speeds. No tool "
          "tells a conductor which bars will take long.");
}

TEST_CASE(
    "a paper that opens with its contribution has no background: the contribution is the Why (rule 6), a lean on it "
    "stands (rule 8)",
    "[blurb]") {
    const Blurb blurb = blurb_of(
        "We present LatticeVAE, a toolkit for composing variational autoencoders (VAEs) from frozen "
        "language models (LLMs). Such autoencoders squeeze what the models know into small and well "
        "separated codes. The codes can be inspected with its sister tool, CodeScope, which offers "
        "probes such as path walking, overlap scores and cluster plots. Both tools are simple to install "
        "and models are available on a public hub. Additionally, we ran a series of trials with many "
        "pairs of encoders and decoders, finding wide differences between model families w.r.t. "
        "separation and fluency. Our findings demonstrate a promising toolkit for studying text codes.");
    CHECK(text_of(blurb.why) ==
          "The authors present LatticeVAE, a toolkit for composing variational autoencoders (VAEs) from "
          "frozen language models (LLMs).");
    CHECK(text_of(blurb.insights) ==
          "Such autoencoders squeeze what the models know into small and well separated codes. The codes "
          "can be inspected with its sister tool, CodeScope, which offers probes such as path walking, "
          "overlap scores and cluster plots. The authors ran a series of trials with many pairs of "
          "encoders and decoders, finding wide differences between model families w.r.t. separation and "
          "fluency.");
}

TEST_CASE("labels go and decide the roles, numbered items become bullets, a limit keeps its However (rules 2, 13, 5)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "Objective: This review aims to map how speech recognition is used to document, check and "
        "correct nursing notes. Our goal is to advance safe care and support future research on "
        "transparent tools. Methods: A scoping review was carried out under PRISMA, covering studies "
        "from 2018 to 2023 in four databases. Results: Speech recognition has been tried on the "
        "following tasks: (1) dictation of notes (2) detection of omissions (3) correction of doses (4) "
        "summaries at handover. However, challenges remain with dialects, background noise, and shared "
        "wards. Conclusion: Future efforts should focus on building open corpora of ward speech.");
    CHECK(text_of(blurb.why) ==
          "This review aims to map how speech recognition is used to document, check and correct nursing "
          "notes.");
    CHECK(text_of(blurb.insights) ==
          "A scoping review was carried out under PRISMA, covering studies from 2018 to 2023 in four "
          "databases. Speech recognition has been tried on the following tasks:\n* dictation of notes\n* "
          "detection of omissions\n* correction of doses\n* summaries at handover\n\nHowever, challenges "
          "remain with dialects, background noise, and shared wards.");
}

TEST_CASE("labels without a colon count when several stand in order, and status and packages are dropped (rules 2, 3)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "Background Hotel portals and helpline logs call for reliable sentiment analysis of Finnish "
        "text, yet labelled data is scarce and classes are skewed. Objective This study aims to build an "
        "accurate classifier for six sentiment classes in Finnish sentences. Methods Using a public "
        "review corpus, we turn star ratings into binary labels and fine-tune three pre-trained models "
        "(FinBERT, XLM-R, mBERT). Results FinBERT reaches the best mean accuracy (0.874) and F1-score "
        "(0.671), outperforming both other models. The prompted models lag, with scores of 0.518 and "
        "0.301 in mean F1, respectively. We release the classifier as a package (pip install finsent). "
        "This manuscript is under review at a journal.");
    CHECK(text_of(blurb.why) ==
          "Hotel portals and helpline logs call for reliable sentiment analysis of Finnish text, yet "
          "labelled data is scarce and classes are skewed.");
    CHECK(text_of(blurb.insights) ==
          "This study aims to build an accurate classifier for six sentiment classes in Finnish sentences. "
          "Using a public review corpus, the authors turn star ratings into binary labels and fine-tune "
          "three pre-trained models (FinBERT, XLM-R, mBERT).\n\nFinBERT reaches the best mean accuracy "
          "(0.874) and F1-score (0.671), outperforming both other models. The prompted models lag, with "
          "scores of 0.518 and 0.301 in mean F1, respectively.");
}

TEST_CASE("an opening purpose clause is lifted where there is no background (rule 6)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "To enable fast and fully automatic labelling of soil samples with large language models (LLMs), "
        "we developed a graph of spectral markers that retrieves the minerals tied to each absorption "
        "band. We further designed a staged workflow to speed up the labelling. Compared to general "
        "purpose LLMs, our method raises expert scores by up to 0.17 and term overlap by 5.3% across "
        "nine soil types, while staying closer to the reasoning of field surveyors.");
    CHECK(text_of(blurb.why) ==
          "The aim is to enable fast and fully automatic labelling of soil samples with large language "
          "models.");
    CHECK(text_of(blurb.insights) ==
          "The authors developed a graph of spectral markers that retrieves the minerals tied to each "
          "absorption band. They further designed a staged workflow to speed up the labelling. Compared to "
          "general purpose LLMs, the method raises expert scores by up to 0.17 and term overlap by 5.3% "
          "across nine soil types, while staying closer to the reasoning of field surveyors.");
}

TEST_CASE(
    "decimals, names with points and a missing full stop are no trouble, In contrast keeps its partner (rules 1, 8)",
    "[blurb]") {
    const Blurb blurb = blurb_of(
        "Using a lawfully bought set of 27 copyrighted cookbooks, we apply a membership test to ask "
        "whether two commercial language models were trained on them without consent. Our AUROC scores "
        "show that Chef-4.5, the newer and larger model, recognises paywalled recipes strongly (AUROC = "
        "79\\%), compared to the older Chef-3.5 Turbo. In contrast, Chef-3.5 Turbo favours recipes from "
        "the free preview pages. Chef-4.5 Mini, a much smaller model, shows no knowledge of either kind "
        "when tested (AUROC $\\approx$ 50\\%). These results underline the need for publishers and "
        "laboratories to agree on licences");
    CHECK(text_of(blurb.why) ==
          "Using a lawfully bought set of 27 copyrighted cookbooks, the authors apply a membership test to "
          "ask whether two commercial language models were trained on them without consent.");
    CHECK(text_of(blurb.insights) ==
          "The AUROC scores show that Chef-4.5, the newer and larger model, recognises paywalled recipes "
          "strongly (AUROC = 79%), compared to the older Chef-3.5 Turbo. In contrast, Chef-3.5 Turbo "
          "favours recipes from the free preview pages. Chef-4.5 Mini, a much smaller model, shows no "
          "knowledge of either kind when tested (AUROC ≈ 50%).\n\nThese results underline the need for "
          "publishers and laboratories to agree on licences.");
}

TEST_CASE("broken words are joined when the month knows them, hyphens of names stay (rule 1)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Plant disease reports often suffer from skewed label counts, which presents chal- lenges for "
        "triage because of rare classes and short texts. In this paper, we present our system for "
        "AgriEval- 2025 Task 3: Leaf Alarm, which ad- dresses these issues by augmenting rare reports. "
        "We use two encoders, BERT and RoBERTa, as classifiers and try several ways to balance them, "
        "including oversampling, word swaps, and focal loss. Our ex- periments show that word swaps ease "
        "the skew and lift accuracy and F1 scores. Furthermore, joining focal loss with oversampling "
        "helps most on hard-to-read reports.");
    CHECK(text_of(blurb.why) ==
          "Plant disease reports often suffer from skewed label counts, which presents challenges for "
          "triage because of rare classes and short texts.");
    CHECK(text_of(blurb.insights) ==
          "The authors present their system for AgriEval-2025 Task 3: Leaf Alarm, which addresses these "
          "issues by augmenting rare reports. The authors use two encoders, BERT and RoBERTa, as "
          "classifiers and try several ways to balance them, including oversampling, word swaps, and focal "
          "loss.\n\nThe experiments show that word swaps ease the skew and lift accuracy and F1 scores. "
          "Furthermore, joining focal loss with oversampling helps most on hard-to-read reports.");
}

TEST_CASE("Therefore keeps its reason, what leans keeps its predecessor, short items stay inline (rules 8, 13)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "In a company wiki, facts recur across pages but often clash because of stale entries, shared "
        "names, or plain mistakes, which tangles the links between pages. Earlier studies have shown "
        "that language models stumble over these tangles, mostly because they look at one cause at a "
        "time. We sort these clashes into four types: stale, ambiguous, false, and doubled. Our analysis "
        "reveals that no single remedy handles all these types at once. Therefore, we introduce Fact "
        "Organizer for Linked Documents (FOLD), a framework that sorts pages into groups which are read "
        "one by one. FOLD consists of three parts: a linker, a sorter, and a merger. Our results "
        "demonstrate that FOLD balances speed and accuracy well, outperforming earlier grouping methods "
        "and coming close to slower readers of single pages.");
    CHECK(text_of(blurb.why) ==
          "In a company wiki, facts recur across pages but often clash because of stale entries, shared "
          "names, or plain mistakes, which tangles the links between pages. Earlier studies have shown "
          "that language models stumble over these tangles, mostly because they look at one cause at a "
          "time.");
    CHECK(text_of(blurb.insights) ==
          "The authors sort these clashes into four types: stale, ambiguous, false, and doubled. The "
          "analysis reveals that no single remedy handles all these types at once. Therefore, the authors "
          "introduce Fact Organizer for Linked Documents (FOLD), a framework that sorts pages into groups "
          "which are read one by one. FOLD consists of three parts: a linker, a sorter, and a "
          "merger.\n\nThe results demonstrate that FOLD balances speed and accuracy well, outperforming "
          "earlier grouping methods and coming close to slower readers of single pages.");
}

TEST_CASE("the limit survives, a promise of code does not (rules 5, 3)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "In recent years, direct sign-to-sign translation has drawn attention because it keeps facial "
        "grammar that text pipelines lose. However, these direct systems face key challenges, above all "
        "in using outside knowledge, which text models fetch by Retrieval-Augmented Generation (RAG). To "
        "address this issue, we propose a direct RAG framework that fetches text from signed queries, "
        "without any step of transcription. Experimental results demonstrate that our method clearly "
        "improves the replies of direct systems while fetching faster. Although overall quality still "
        "lags behind text pipelines, our framework offers a sound direction for bringing knowledge into "
        "sign dialogue. We will release the code and videos to support further research.");
    CHECK(text_of(blurb.why) ==
          "In recent years, direct sign-to-sign translation has drawn attention because it keeps facial "
          "grammar that text pipelines lose. However, these direct systems face key challenges, above all "
          "in using outside knowledge, which text models fetch by Retrieval-Augmented Generation (RAG).");
    CHECK(text_of(blurb.insights) ==
          "The authors propose a direct RAG framework that fetches text from signed queries, without any "
          "step of transcription. Experimental results demonstrate that the method clearly improves the "
          "replies of direct systems while fetching faster. Although overall quality still lags behind "
          "text pipelines, the framework offers a sound direction for bringing knowledge into sign "
          "dialogue.");
}

TEST_CASE("a question mark ends a sentence, a name in mixed capitals stays (rules 1, 12)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "In the field of robot learning, the benefit of training on a robot's own plans is well known. "
        "However, a key question remains open: what should such self-made plans hold? Existing "
        "approaches only store motor commands, and fail to keep the intent that carries over to similar "
        "chores. Drawing on theatre, where actors sketch a scene before playing it, we introduce a new "
        "algorithm: DRaft Actions First (DRAF). DRAF trains the robot to write a rough plan before it "
        "moves a joint. It then refines the plan through self-critique, aiming at plans that lead to "
        "finished chores.");
    CHECK(text_of(blurb.why) ==
          "In the field of robot learning, the benefit of training on a robot's own plans is well known. "
          "However, a key question remains open: what should such self-made plans hold? Existing "
          "approaches only store motor commands, and fail to keep the intent that carries over to similar "
          "chores.");
    CHECK(text_of(blurb.insights) ==
          "Drawing on theatre, where actors sketch a scene before playing it, the authors introduce a new "
          "algorithm: DRaft Actions First (DRAF). DRAF trains the robot to write a rough plan before it "
          "moves a joint. It then refines the plan through self-critique, aiming at plans that lead to "
          "finished chores.");
}

TEST_CASE("of two sentences that say the same the fuller one stays (rule 3)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Chronic back pain affects more than 200 million people worldwide and weighs on public health. "
        "However, the uneven spread of clinics and the complexity of diagnosis have left many patients "
        "unseen in many regions. This paper introduces a screening tool named PainLM, a framework that "
        "uses fine-tuned language models and real-world records to find patients early. Therefore, we "
        "select 81,204 individual records from a national biobank cohort. Specifically, we select 81,204 "
        "individual records from the national biobank cohort and design a way to turn tables into text "
        "for training the tool. Experimental results show that PainLM (70B) reaches an accuracy of "
        "0.8144 and an AUC of 0.8730 (95% CI: 0.8611 - 0.8849), well above earlier frameworks.");
    CHECK(text_of(blurb.why) ==
          "Chronic back pain affects more than 200 million people worldwide and weighs on public health. "
          "However, the uneven spread of clinics and the complexity of diagnosis have left many patients "
          "unseen in many regions.");
    CHECK(text_of(blurb.insights) ==
          "This paper introduces a screening tool named PainLM, a framework that uses fine-tuned language "
          "models and real-world records to find patients early. The authors select 81,204 individual "
          "records from the national biobank cohort and design a way to turn tables into text for training "
          "the tool.\n\nExperimental results show that PainLM (70B) reaches an accuracy of 0.8144 and an "
          "AUC of 0.8730 (95% CI: 0.8611 - 0.8849), well above earlier frameworks.");
}

TEST_CASE("In contrast to something is content, our approach within a sentence is the approach (rules 8, 10)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "We propose a wavelet model for symbolic music that learns a shared basis and mixing weights for "
        "each note, in place of the usual self-attention. By penalising errors both in the score (note "
        "reconstruction) and in the spectrum (by matching magnitudes), and by placing a mixture prior "
        "over the weights, our approach reaches competitive perplexity on two public corpora. In "
        "contrast to the quadratic cost of self-attention, our method runs in linear time, which makes "
        "long scores affordable.");
    CHECK(text_of(blurb.why) ==
          "The authors propose a wavelet model for symbolic music that learns a shared basis and mixing "
          "weights for each note, in place of the usual self-attention.");
    CHECK(text_of(blurb.insights) ==
          "By penalising errors both in the score (note reconstruction) and in the spectrum (by matching "
          "magnitudes), and by placing a mixture prior over the weights, the approach reaches competitive "
          "perplexity on two public corpora. In contrast to the quadratic cost of self-attention, the "
          "method runs in linear time, which makes long scores affordable.");
}

TEST_CASE("money, suspended hyphens and a caveat survive, a sentence about others keeps its subject apart (rules 1, 9)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "In recent years, concern has grown about what Large Language Models (LLMs) may do to elections "
        "through targeted letters. In two survey experiments (N = 9,381) in three countries, we find "
        "that letters by LLMs sway about as many voters as real campaign letters once voters read them. "
        "Through simulations with short- and long-run turnout, we estimate that such letters cost "
        "between \\$31-\\$44 per swayed voter compared to \\$90 for door-to-door visits (Miller 1998). "
        "However, it is at present much easier to scale door-to-door visits than letters.");
    CHECK(text_of(blurb.why) ==
          "In recent years, concern has grown about what Large Language Models (LLMs) may do to elections "
          "through targeted letters.");
    CHECK(text_of(blurb.insights) ==
          "In two survey experiments (N = 9,381) in three countries, the authors find that letters by LLMs "
          "sway about as many voters as real campaign letters once voters read them. Through simulations "
          "with short- and long-run turnout, the authors estimate that such letters cost between $31-$44 "
          "per swayed voter compared to $90 for door-to-door visits. However, it is at present much easier "
          "to scale door-to-door visits than letters.");
}

TEST_CASE("a second we that could be somebody else is the authors again (rule 9)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Alignment methods are widely used to fit large language models (LLMs) to human tastes from "
        "preference data. Typically these (often conflicting) tastes are averaged over many users, which "
        "fits the models to an ``average'' user. Nevertheless, such models are used by single readers in "
        "narrow settings, which calls for personal preferences. We propose an interpretable approach "
        "(TasteCards) where, given a few letters by a reader, we first write down guesses about their "
        "style and humour, then prompt LLMs with these cards. For careful alignment, helpfulness rises "
        "by up to $65\\%$ on average.");
    CHECK(text_of(blurb.why) ==
          "Alignment methods are widely used to fit large language models (LLMs) to human tastes from "
          "preference data. Typically these (often conflicting) tastes are averaged over many users, which "
          "fits the models to an “average” user. Nevertheless, such models are used by single readers in "
          "narrow settings, which calls for personal preferences.");
    CHECK(text_of(blurb.insights) ==
          "The authors propose an interpretable approach (TasteCards) where, given a few letters by a "
          "reader, the authors first write down guesses about their style and humour, then prompt LLMs "
          "with these cards. For careful alignment, helpfulness rises by up to 65% on average.");
}

TEST_CASE("three announced components become bullets only where the count fits (rule 13)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Finding small craters remains hard in one-stage detectors because shallow layers see detail but "
        "little meaning. To address this, we propose a framework that lets small craters \"borrow\" "
        "features from larger ones of the same class. The architecture introduces three key components: "
        "the Feature Pairing Block (FPB) to find similar descriptors across layers, the Feature Lending "
        "Block (FLB) to build richer shallow features by weighted sums, and the Feature Joining Block "
        "(FJB) to merge original, borrowed, and context features. Built upon a common detector, our "
        "method keeps real-time speed while it sharpens shallow layers. Extensive experiments "
        "demonstrate that it significantly boosts accuracy over baseline methods.");
    CHECK(text_of(blurb.why) ==
          "Finding small craters remains hard in one-stage detectors because shallow layers see detail but "
          "little meaning.");
    CHECK(text_of(blurb.insights) ==
          "The authors propose a framework that lets small craters \"borrow\" features from larger ones of "
          "the same class. The architecture introduces three key components:\n* the Feature Pairing Block "
          "(FPB) to find similar descriptors across layers\n* the Feature Lending Block (FLB) to build "
          "richer shallow features by weighted sums\n* the Feature Joining Block (FJB) to merge original, "
          "borrowed, and context features\n\nBuilt upon a common detector, the method keeps real-time "
          "speed while it sharpens shallow layers.");
}

TEST_CASE("our tasks are the authors' tasks where their would be somebody else's, they stays who it was (rules 9, 10)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "Instruction tuning has become a default step in building language models, and it makes models "
        "follow orders, stay polite, and do ever better on hard tests. While these steps are certainly "
        "useful, we propose that they should not be taken everywhere and show a range of tasks on which "
        "plain models beat their tuned kin. Particularly, we study tasks that ask for unforeseeable "
        "output, such as drawing lots, bluffing games (liar's dice and poker), and nonsense verse. "
        "Across models tested, better scores on common tests tend to go with worse scores on our tasks, "
        "which suggests a trade-off.");
    CHECK(text_of(blurb.why) ==
          "Instruction tuning has become a default step in building language models, and it makes models "
          "follow orders, stay polite, and do ever better on hard tests.");
    CHECK(text_of(blurb.insights) ==
          "While these steps are certainly useful, the authors propose that they should not be taken "
          "everywhere and show a range of tasks on which plain models beat their tuned kin. Particularly, "
          "the authors study tasks that ask for unforeseeable output, such as drawing lots, bluffing games "
          "(liar's dice and poker), and nonsense verse. Across models tested, better scores on common "
          "tests tend to go with worse scores on the authors' tasks, which suggests a trade-off.");
}

TEST_CASE("six announced and six found: bullets, the last without its and (rules 13, 8)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "As chatbots enter schools, measuring their manners is vital for trust. While existing reviews "
        "have covered parts of the field, several areas have not been treated, among them test choice, "
        "data sets for chatbots, and uses in class. To address this gap, we systematically review six "
        "dimensions of applying social psychology to chatbots: (1) assessment tools; (2) "
        "chatbot-specific data sets; (3) evaluation metrics (consistency and stability); (4) empirical "
        "findings; (5) methods of role play; and (6) simulation of crowds. While some chatbots show "
        "stable manners under fixed prompts, large differences remain across tasks. Recognizing these "
        "limits, we hope to inspire future work.");
    CHECK(text_of(blurb.why) ==
          "As chatbots enter schools, measuring their manners is vital for trust. While existing reviews "
          "have covered parts of the field, several areas have not been treated, among them test choice, "
          "data sets for chatbots, and uses in class.");
    CHECK(text_of(blurb.insights) ==
          "The authors systematically review six dimensions of applying social psychology to chatbots:\n* "
          "assessment tools\n* chatbot-specific data sets\n* evaluation metrics (consistency and "
          "stability)\n* empirical findings\n* methods of role play\n* simulation of crowds\n\nWhile some "
          "chatbots show stable manners under fixed prompts, large differences remain across tasks.");
}

TEST_CASE("First and Second go together or not at all (rule 13)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Autonomous ferries need digital twins that follow them from port to port. However, the load of "
        "such twins and the speed of the ferries call for moving twins between small harbour servers in "
        "real time. This paper proposes a framework for moving twins, which joins a game of several "
        "leaders and followers with a small learning algorithm. First, We propose an virtual market in "
        "which harbour servers sell bandwidth to twins of many ferry operators, and in which prices "
        "settle after a number of rounds that depends on how many operators bid, on the weather in the "
        "strait, on the season, and on the size of the harbour. Second, to enhance the market under "
        "uncertain weather, we propose a learning algorithm whose agents share pruned networks, which "
        "run on the weak processors of harbour servers, learn from a few dozen crossings, and forget "
        "stale routes at once. Numerical results demonstrate that our approach converges as fast as "
        "baseline models and comes close to the game's equilibrium.");
    CHECK(text_of(blurb.why) ==
          "Autonomous ferries need digital twins that follow them from port to port. However, the load of "
          "such twins and the speed of the ferries call for moving twins between small harbour servers in "
          "real time.");
    CHECK(text_of(blurb.insights) ==
          "This paper proposes a framework for moving twins, which joins a game of several leaders and "
          "followers with a small learning algorithm. Numerical results demonstrate that the approach "
          "converges as fast as baseline models and comes close to the game's equilibrium.");
}

TEST_CASE("availability goes twice and leaves an extra, a gap in mid-sentence counts (rules 3, 6)", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Grouping chat stickers is useful for moderation, trend tracking, and search, but it has "
        "received little attention so far. Existing tools rely on databases, overlook meaning, and "
        "struggle with stickers that differ in many ways. This paper introduces a method that matches "
        "sticker templates by several kinds of likeness, which makes databases needless. Stickers are "
        "grouped by local and global traits such as shape, drawing style, caption, and character. Our "
        "combined method outperforms existing grouping tools, giving more even groups, while single "
        "traits can be switched off to suit a moderator. We make our code publicly available to support "
        "further research. Code: https://github.com/example/stickers");
    CHECK(text_of(blurb.why) ==
          "Grouping chat stickers is useful for moderation, trend tracking, and search, but it has "
          "received little attention so far. Existing tools rely on databases, overlook meaning, and "
          "struggle with stickers that differ in many ways.");
    CHECK(text_of(blurb.insights) ==
          "This paper introduces a method that matches sticker templates by several kinds of likeness, "
          "which makes databases needless. Stickers are grouped by local and global traits such as shape, "
          "drawing style, caption, and character. The combined method outperforms existing grouping tools, "
          "giving more even groups, while single traits can be switched off to suit a moderator.");
}

TEST_CASE("a paper without we and without results is left as it is, a dash between blanks is a dash (rules 1, 3)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "This article proposes an adaptation of graph retrieval for the reading of building codes, which "
        "have a fixed hierarchy, many cross-references and several versions in force at a time. By "
        "joining graphs of clauses with passages of commentary, the adaptation offers a way to cope with "
        "the size and complexity of the codes. The joining of hierarchy and time in one graph - along "
        "with passages as units of text - makes for richer links between clauses. This research aims to "
        "significantly advance the field of legal informatics.");
    CHECK(text_of(blurb.why) ==
          "This article proposes an adaptation of graph retrieval for the reading of building codes, which "
          "have a fixed hierarchy, many cross-references and several versions in force at a time.");
    CHECK(text_of(blurb.insights) ==
          "By joining graphs of clauses with passages of commentary, the adaptation offers a way to cope "
          "with the size and complexity of the codes. The joining of hierarchy and time in one graph — "
          "along with passages as units of text — makes for richer links between clauses.");
}

TEST_CASE("Here we present is the authors, Yet keeps its predecessor, an abbreviation is spelt out (rules 9, 8)",
          "[blurb]") {
    const Blurb blurb = blurb_of(
        "Some hearing tasks, such as keyword spotting (KWS), are close to human level in quiet rooms. "
        "Yet, they go on to fail in busy, echoing places, such as stations. Here we present the "
        "S(tation) N(oise) R(ecordings) (SNoRe) dataset. The dataset holds almost 5 hours of German "
        "speech from 87 speakers with many accents. The data also covers 6 announcement styles and both "
        "near and far speech. The dataset serves room tone estimation (RTE) and is publicly available "
        "for use. We provide baselines for KWS and RTE, and find that KWS suffers from distance and from "
        "echo alike and varies with the style of announcement.");
    CHECK(text_of(blurb.why) ==
          "Some hearing tasks, such as keyword spotting (KWS), are close to human level in quiet rooms. "
          "Yet, they go on to fail in busy, echoing places, such as stations.");
    CHECK(text_of(blurb.insights) ==
          "The authors present the S(tation) N(oise) R(ecordings) (SNoRe) dataset. The dataset holds "
          "almost 5 hours of German speech from 87 speakers with many accents. The data also covers 6 "
          "announcement styles and both near and far speech. The authors provide baselines for KWS and "
          "room tone estimation (RTE), and find that KWS suffers from distance and from echo alike and "
          "varies with the style of announcement.");
}

TEST_CASE("a paper of one person is one author's throughout, or nobody's number is told", "[blurb]") {
    const auto text_by = [](std::vector<std::string> authors, const std::string& verb) {
        Paper paper = paper_with(
            "Songs of the sea are forgotten faster than they are written down. We present a book of "
            "songs that sailors sang. We " +
            verb + " the songs with two choirs. Both choirs liked them.");
        paper.authors = std::move(authors);
        const Blurb blurb = compose_blurb(paper);
        return text_of(blurb.why) + " " + text_of(blurb.insights);
    };
    const std::string one = text_by({"Ada Example"}, "evaluate");
    CHECK(one.find("The author presents a book") != std::string::npos);
    CHECK(one.find("They evaluate the songs") != std::string::npos);
    CHECK(one.find("uthors") == std::string::npos);
    for (const std::vector<std::string>& several : {std::vector<std::string>{"Ada Example", "Bob Sample"},
                                                    {"The Sea Collaboration"},
                                                    {"SeaLab"},
                                                    {"Qwen3 Sea"},
                                                    {}}) {
        CHECK(text_by(several, "evaluate").find("The authors present a book") != std::string::npos);
    }
    CHECK(text_by({"Ada van der Example"}, "evaluate").find("The author presents") != std::string::npos);
    Paper paper = paper_with(
        "Songs of the sea are forgotten faster than they are written down. We present a book of songs "
        "that sailors sang. Both choirs, with which we zorble the songs of this book, liked them.");
    paper.authors = {"Ada Example"};
    CHECK(text_of(compose_blurb(paper).insights).find("The author presents") == std::string::npos);
}

TEST_CASE("what the authors have done, make and see is their work, not everybody's", "[blurb]") {
    const auto text_with = [](const std::string& sentence) {
        const Blurb blurb = blurb_of("Songs of the sea are forgotten faster than they are written down. " + sentence +
                                     " It keeps nine of ten songs alive in every harbour that was tried.");
        return text_of(blurb.why) + " " + text_of(blurb.insights);
    };
    for (const char* own :
         {"We have developed a box that keeps songs.", "We make three contributions to the keeping of songs.",
          "We have shown that a box keeps songs.", "We mine ten thousand songs for a box that keeps them.",
          "We can prove that a box keeps songs.", "We learn a box that keeps songs."}) {
        CHECK(text_with(own).find("The authors " + std::string(own).substr(3)) != std::string::npos);
    }
    for (const char* everybody : {"In recent years, we have seen many songs.", "We make decisions every day.",
                                  "We can hear songs in every street."}) {
        CHECK(text_with(everybody).find("uthors") == std::string::npos);
    }
}

TEST_CASE("a long form that takes an abbreviation's place gets its own article", "[blurb]") {
    const std::string abstract =
        "Planning under a Markov decision process (MDP) is an old problem that is still not solved for songs. "
        "We present a planner for choirs. It treats the plan as an MDP and reaches 92.5% of the best score.";
    const Blurb blurb = blurb_of(abstract);
    const std::string all = text_of(blurb.why) + " " + text_of(blurb.insights);
    CHECK(all.find("an Markov") == std::string::npos);
}

TEST_CASE("every sentence says where it came from and what was done to it", "[blurb]") {
    const Blurb blurb = blurb_of(
        "To sort letters by hand, we built a shelf. However, shelves age and fall. Our results show that a shelf sorts "
        "90\\% of "
        "all letters. Code: https://shelf.example/code.");
    REQUIRE(blurb.why.size() == 1);
    CHECK(blurb.why[0].text == "The aim is to sort letters by hand.");
    CHECK(blurb.why[0].sources == std::vector<int>{0});
    CHECK(has_operation(blurb.why[0], Operation::purpose_clause));
    REQUIRE(blurb.insights.size() == 3);
    CHECK(blurb.insights[0].text == "The authors built a shelf.");
    CHECK(has_operation(blurb.insights[0], Operation::who));
    CHECK(blurb.insights[2].text == "The results show that a shelf sorts 90% of all letters.");
    CHECK(blurb.insights[2].sources == std::vector<int>{2});
    CHECK(has_operation(blurb.insights[2], Operation::our));
    CHECK(has_operation(blurb.insights[2], Operation::tex));
}

TEST_CASE("what the sentences of an abstract became can be told", "[blurb]") {
    const auto sentences = explain_abstract(paper_with(
        "Choirs are dear to many towns. However, good singers are scarce. We propose a way to train singers by ear. "
        "Our code is publicly available. We hope this will inspire future work."));
    REQUIRE(sentences.size() == 5);
    CHECK(sentences[0].outcome == SentenceOutcome::why);
    CHECK(sentences[0].role == SentenceRole::background);
    CHECK(sentences[1].outcome == SentenceOutcome::why);
    CHECK(sentences[2].outcome == SentenceOutcome::insight);
    CHECK(sentences[3].rule == DropRule::availability);
    CHECK(sentences[4].rule == DropRule::hope);
}

TEST_CASE("availability is told apart from a contribution and from other people's data", "[blurb]") {
    CHECK(rule_of("We sing. The code is publicly available.", 1) == DropRule::availability);
    CHECK(rule_of("We sing. Data and models can be found at https://a.example.", 1) == DropRule::availability);
    CHECK_FALSE(rule_of("Songs are sung. We test the choir on three publicly available datasets and report gains.", 1));
    CHECK_FALSE(rule_of("Songs are sung. Methods fail where few labelled data are available. We mend that now.", 1));
}

TEST_CASE("a text that cannot give both blocks gives none", "[blurb]") {
    for (const std::string& abstract :
         {std::string(), std::string(" "), std::string("We sing."), std::string("This paper has been withdrawn."),
          std::string("WE PROPOSE A NEW METHOD FOR SINGING. IT IS GOOD. WE SHOW THAT IT WINS. ALL IS WELL."),
          std::string(
              "Nous proposons une nouvelle méthode pour chanter juste. Elle repose sur un modèle du souffle. Les "
              "résultats montrent que les voix gagnent en justesse et en force."),
          std::string("...!!!???"), std::string("$"), std::string("\\"), std::string("(((((")}) {
        const Blurb blurb = blurb_of(abstract);
        CHECK(blurb.why.empty());
        CHECK(blurb.insights.empty());
    }
    Paper withdrawn =
        paper_with("Songs matter to many people. We propose a way to write songs. Results show that it works well.");
    CHECK(is_complete(compose_blurb(withdrawn)));
    withdrawn.withdrawn = true;
    CHECK(compose_blurb(withdrawn).why.empty());
}

TEST_CASE("markup, prefixes and addresses do not reach the reader", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Abstract: **Songs** are <b>dear</b> to many &amp; all. We propose [a choir](https://choir.example) for "
        "`shy` singers (https://choir.example/paper). Results: it &lt; 5 minutes to learn, as shown by (Miller et al., "
        "2020).");
    CHECK(text_of(blurb.why) == "Songs are dear to many & all.");
    CHECK(text_of(blurb.insights) ==
          "The authors propose a choir for shy singers. It < 5 minutes to learn, as shown by.");
}

TEST_CASE("very long, odd and broken abstracts are survived", "[blurb]") {
    std::string endless;
    for (int i = 0; i < 700; ++i) {
        endless += "We sing tune" + std::to_string(i) + " in hall" + std::to_string(i) + " at dawn" +
                   std::to_string(i) + " with choir" + std::to_string(i) + ". ";
    }
    CHECK(is_complete(blurb_of(endless)));
    CHECK(count_words(text_of(blurb_of(endless).insights)) <= 130);
    std::string one_sentence = "Songs are old, and we sing";
    for (int i = 0; i < 1000; ++i) {
        one_sentence += ", and we sing";
    }
    CHECK_FALSE(is_complete(blurb_of(one_sentence + ".")));
    blurb_of("Let $G$ be a group with $x in it. Then $$ and $ and \\( break. We prove it for {all. Also }{.");
    blurb_of("a) first b) second c) third. (1)(2)(3). 1) 2) 3). : ; : ;;;. A: ; ; and .");
    blurb_of(std::string(3000, '"') + " We sing. They dance.");
    blurb_of("\xE2\x80\x9C\xE2\x80\x9C\xE2\x80\x9C We sing \xE2\x80\x94 " + std::string(200, '-') + " They dance.");
}

TEST_CASE("a sentence that TeX spoils is left out, and with the contribution gone so is the blurb", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Graphs are all around us, as $\\binom{n}{k}$ says. Graphs are hard to colour. We propose a way to colour "
        "graphs "
        "quickly. The results show that few colours are enough.");
    CHECK(text_of(blurb.why) == "Graphs are hard to colour.");
    CHECK_FALSE(is_complete(
        blurb_of("Graphs are hard to colour. We propose \\ourname, a way to colour graphs. It is quick. It is "
                 "also small.")));
}

TEST_CASE("a first person that stays is left out, quoted only where nothing else is left", "[blurb]") {
    const Blurb quoted =
        blurb_of("Songs are dear to many people in all towns. I argue that songs should be sung in the mornings only.");
    CHECK(text_of(quoted.insights) ==
          "In the authors' words: “I argue that songs should be sung in the mornings only.”");
    const Blurb people = blurb_of(
        "As we move toward ever louder cities, our lives change. Noise is hard to measure in streets. We propose a "
        "microphone. "
        "Results show that it hears well.");
    CHECK(text_of(people.why) == "Noise is hard to measure in streets.");
    for (const auto* block : {&people.why, &people.insights}) {
        for (const ComposedSentence& sentence : *block) {
            CHECK_FALSE(has_first_person(sentence.text));
        }
    }
}

TEST_CASE("a blurb in which a first person came to light is none", "[blurb]") {
    CHECK_FALSE(is_complete(
        blurb_of("Songs fade in every town, and nobody keeps them. We present: (1) a \"box; (2) a tape; and "
                 "(3) what we sing\" in the evening.")));
}

TEST_CASE("results begin a paragraph of a long block, but not for one short sentence", "[blurb]") {
    const auto insights_with = [](const std::string& result) {
        return text_of(
            blurb_of("Songs of the sea are forgotten faster than they are written down. We present a box that "
                     "keeps the songs of sailors as they were sung on the ships of the last three centuries. It "
                     "listens to a choir, finds the voice that leads and writes down every word of it with the "
                     "time at which it came. It then asks the oldest sailor in the harbour whether the words are "
                     "those that were sung when he was young. " +
                     result)
                .insights);
    };
    CHECK(insights_with("The results show that it outperforms tape by 9.5 points on every song of the harbour that was "
                        "tried.")
              .find("\n\n") != std::string::npos);
    CHECK(insights_with("The results show that it outperforms tape by 9.5 points.").find("\n\n") == std::string::npos);
}

TEST_CASE("a quotation does not end at a quotation mark within it", "[blurb]") {
    const Blurb blurb =
        blurb_of("Songs fade in every town. I argue that my “song of songs” and my \"tune\" do not fade at all.");
    REQUIRE(is_complete(blurb));
    CHECK(text_of(blurb.insights) ==
          "In the authors' words: “I argue that my ‘song of songs’ and my 'tune' do not fade at all.”");
}

TEST_CASE("what a very long sentence pushed out comes back when that one goes as well", "[blurb]") {
    std::string long_one = "Results show that SongBird beats 5 choirs and does not tire";
    for (int town = 1; town <= 23; ++town) {
        long_one += ", of which one sings well";
    }
    const std::string abstract =
        "We introduce SongBird, a choir of machines for towns without singers. To train it, we gather hymns by hand. "
        "We first let each machine sing alone and then bring their voices together in one hall. Moreover, we offer a "
        "measure of harmony that needs no judges and works in every town. " +
        long_one + ".";
    CHECK(rule_of(abstract, 4) == DropRule::length);
    CHECK_FALSE(rule_of(abstract, 2));
    CHECK_FALSE(rule_of(abstract, 3));
}

TEST_CASE("a hope announces nothing, whatever it hopes to offer", "[blurb]") {
    const std::string abstract =
        "Songs are hard to write by hand. We present SongBird, which writes songs from a few words. It writes a song "
        "in a minute. We hope our work offers valuable insights for singers.";
    CHECK(rule_of(abstract, 3) == DropRule::hope);
    CHECK(rule_of("Songs are hard to write. We present SongBird. We believe that it offers a new view of choirs.", 2) ==
          DropRule::hope);
    CHECK_FALSE(
        rule_of("Songs are hard to write. We offer SongBird and hope that it serves as a foundation for choirs.", 1));
}

TEST_CASE("a number goes where the count does not begin", "[blurb]") {
    const Blurb counted = blurb_of(
        "Songs are hard to write by hand. We present SongBird, which rests on two ideas: 1) a choir that listens to "
        "its own voice. 2) We teach it with hymns of nine towns and with the notes of forty singers.");
    CHECK(text_of(counted.insights) ==
          "The authors present SongBird, which rests on two ideas: 1) a choir that listens to its own voice. 2) The "
          "authors teach it with hymns of nine towns and with the notes of forty singers.");
    const Blurb torn = blurb_of(
        "Songs are hard to write by hand. We present SongBird, a choir that listens to its own voice. (3) We teach "
        "it with hymns of nine towns and with the notes of forty singers.");
    CHECK(text_of(torn.insights) ==
          "The authors present SongBird, a choir that listens to its own voice. They teach it with hymns of nine "
          "towns and with the notes of forty singers.");
    CHECK(has_operation(torn.insights.at(1), Operation::marker));
}

TEST_CASE("closing hopes and brackets that only cite are cut off", "[blurb]") {
    const Blurb blurb = blurb_of(
        "Bread goes stale in a day or two in most kitchens. We propose a paper bag that keeps bread fresh for a week, "
        "paving "
        "the way for better breakfasts. In tests the bag (https://bag.example) beats tins.");
    REQUIRE(blurb.insights.size() == 2);
    CHECK(blurb.insights[0].text == "The authors propose a paper bag that keeps bread fresh for a week.");
    CHECK(has_operation(blurb.insights[0], Operation::cut));
    CHECK(blurb.insights[1].text == "In tests the bag beats tins.");
}

TEST_CASE("mathematics is kept where the reader's page can show it", "[blurb]") {
    BlurbOptions options;
    options.keep_math = true;
    const Blurb blurb =
        compose_blurb(paper_with("Sorting $n$ cards is dull work for people. We propose a sorter in $O(n^2)$ steps. It "
                                 "costs \\$5 and sorts 90\\% of packs."),
                      options);
    CHECK(text_of(blurb.why) == "Sorting $n$ cards is dull work for people.");
    CHECK(text_of(blurb.insights) ==
          "The authors propose a sorter in $O(n^2)$ steps. It costs $5 and sorts 90% of packs.");
}

TEST_CASE("the shipped role model works and gives a blurb of the same kind", "[roles]") {
    std::ifstream file(std::string(DIGEST_SOURCE_DIR) + "/data/models/roles.txt", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    CHECK(text.str().size() <= 80 * 1024);
    const auto model = RoleModel::parse(text.str(), "roles.txt");
    REQUIRE(model);
    const auto roles =
        model->predict({"Speech recognition has become an important part of daily life.",
                        "However, existing systems remain hard to adapt to new speakers.",
                        "In this paper, we propose a new method based on neural networks.",
                        "Experimental results show that the proposed method outperforms the baseline by 5%."});
    REQUIRE(roles.size() == 4);
    CHECK(roles[0].role == SentenceRole::background);
    CHECK(roles[1].role == SentenceRole::background);
    CHECK((roles[2].role == SentenceRole::method || roles[2].role == SentenceRole::objective));
    CHECK(roles[3].role == SentenceRole::result);
    for (const RoledSentence& role : roles) {
        CHECK((role.confidence > 0.2 && role.confidence <= 1.0));
    }
    CHECK(model->predict({}).empty());
    BlurbOptions options;
    options.roles = &*model;
    CHECK(is_complete(compose_blurb(
        paper_with("Songs are dear to many people. However, they are hard to write. We propose a method for "
                   "writing songs. Results show that people like them."),
        options)));

    // a file that was changed, cut, or is something else
    std::string changed = text.str();
    changed[changed.size() / 2] ^= 1;
    CHECK_FALSE(RoleModel::parse(changed, "roles.txt"));
    CHECK_FALSE(RoleModel::parse(text.str().substr(0, 3000), "roles.txt"));
    CHECK_FALSE(RoleModel::parse("", "roles.txt"));
    CHECK_FALSE(RoleModel::parse("digest-roles 2\n", "roles.txt"));
    const auto refused = RoleModel::parse("something else", "roles.txt");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().origin == "roles.txt:1");
    CHECK_FALSE(refused.error().next.empty());
}

TEST_CASE("roles by rule split before the first sentence about own work", "[roles]") {
    const auto roles =
        roles_by_rule({"Songs are old.", "They fade.", "We aim to keep songs.", "Results show 9% more songs."});
    CHECK(roles[0].role == SentenceRole::background);
    CHECK(roles[1].role == SentenceRole::background);
    CHECK(roles[2].role == SentenceRole::objective);
    CHECK(roles[3].role == SentenceRole::result);
    CHECK(roles_by_rule({}).empty());
}
