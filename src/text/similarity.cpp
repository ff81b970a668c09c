#include "digest/text/similarity.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace digest {
namespace {

constexpr std::size_t spare_directions = 8;  // of the random projection, beside those that are wanted
constexpr double smallest_variance = 1e-8;

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Index index_of(std::size_t i) {
    return static_cast<Eigen::Index>(i);
}

/// splitmix64: the 64 signs of a word's row.
std::uint64_t scrambled(std::uint64_t state) {
    state += 0x9E3779B97F4A7C15ULL;
    state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    state = (state ^ (state >> 27U)) * 0x94D049BB133111EBULL;
    return state ^ (state >> 31U);
}

/// The vectors of a set over its own words only.
struct WordRows {
    const std::vector<const WordVector*>& vectors;
    const std::vector<std::uint32_t>& row_of_word;

    /// A · right
    Matrix times(const Matrix& right) const {
        Matrix result = Matrix::Zero(index_of(vectors.size()), right.cols());
        for (std::size_t i = 0; i < vectors.size(); ++i) {
            for (const auto& [word, weight] : *vectors[i]) {
                result.row(index_of(i)) += weight * right.row(index_of(row_of_word[word] - 1));
            }
        }
        return result;
    }

    /// Aᵀ · right
    Matrix transposed_times(const Matrix& right, std::size_t words) const {
        Matrix result = Matrix::Zero(index_of(words), right.cols());
        for (std::size_t i = 0; i < vectors.size(); ++i) {
            for (const auto& [word, weight] : *vectors[i]) {
                result.row(index_of(row_of_word[word] - 1)) += weight * right.row(index_of(i));
            }
        }
        return result;
    }
};

/// The signs of a random projection, each from the word itself.
Matrix projection(const std::vector<std::uint64_t>& hashes, std::size_t columns) {
    Matrix result(index_of(hashes.size()), index_of(columns));
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        std::uint64_t bits = 0;
        for (std::size_t k = 0; k < columns; ++k) {
            if (k % 64 == 0) {
                bits = scrambled(hashes[i] + k / 64);
            }
            result(index_of(i), index_of(k)) = ((bits >> (k % 64)) & 1U) != 0 ? 1.0F : -1.0F;
        }
    }
    return result;
}

void normalise_signs(Matrix& directions) {
    for (Eigen::Index k = 0; k < directions.cols(); ++k) {
        Eigen::Index largest = 0;
        directions.col(k).cwiseAbs().maxCoeff(&largest);
        if (directions(largest, k) < 0) {
            directions.col(k) *= -1;
        }
    }
}

/// The right singular vectors of the largest singular values, a column each.
Matrix principal_directions(const WordRows& rows, const std::vector<std::uint64_t>& hashes, std::size_t wanted) {
    const std::size_t words = hashes.size();
    const std::size_t columns = std::min({wanted + spare_directions, rows.vectors.size(), words});
    Matrix sample = rows.times(projection(hashes, columns));
    sample = rows.times(rows.transposed_times(sample, words));  // one power step
    const Eigen::HouseholderQR<Eigen::MatrixXf> qr(sample);
    const Eigen::MatrixXf basis =
        qr.householderQ() * Eigen::MatrixXf::Identity(index_of(rows.vectors.size()), index_of(columns));
    const Matrix projected = rows.transposed_times(basis, words);  // words × columns
    const Eigen::MatrixXd gram = (projected.transpose() * projected).cast<double>();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);  // ascending
    const std::size_t kept = std::min(wanted, columns);
    Matrix directions = Matrix::Zero(index_of(words), index_of(kept));
    for (std::size_t k = 0; k < kept; ++k) {
        const Eigen::Index from = index_of(columns - 1 - k);
        const double variance = solver.eigenvalues()(from);
        if (variance < smallest_variance) {
            break;
        }
        const Eigen::VectorXf scaled = (solver.eigenvectors().col(from) / std::sqrt(variance)).cast<float>();
        directions.col(index_of(k)) = projected * scaled;
    }
    normalise_signs(directions);
    return directions;
}

}  // namespace

double cosine(const WordVector& a, const WordVector& b) {
    double sum = 0;
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() && right != b.end()) {
        if (left->first < right->first) {
            ++left;
        } else if (right->first < left->first) {
            ++right;
        } else {
            sum += static_cast<double>(left->second) * static_cast<double>(right->second);
            ++left, ++right;
        }
    }
    return std::clamp(sum, 0.0, 1.0);
}

TfidfIndex::TfidfIndex(const std::vector<const Paper*>& papers) {
    vectors_.reserve(papers.size());
    for (const Paper* paper : papers) {
        vectors_.push_back(counted_words(*paper));
    }
    std::vector<std::uint32_t> papers_with(vocabulary_.size());
    for (const WordVector& vector : vectors_) {
        for (const auto& [word, count] : vector) {
            ++papers_with[word];
        }
    }
    idf_.resize(vocabulary_.size());
    first_posting_.assign(vocabulary_.size() + 1, 0);
    for (std::size_t word = 0; word < idf_.size(); ++word) {
        const double with = papers_with[word];
        if (with > 0) {
            idf_[word] = static_cast<float>(1 + std::log((1 + static_cast<double>(papers.size())) / (1 + with)));
        }
        first_posting_[word + 1] = first_posting_[word] + papers_with[word];
    }
    postings_.resize(first_posting_.back());
    std::vector<std::uint32_t> next(first_posting_.begin(), first_posting_.end() - 1);
    for (std::size_t i = 0; i < vectors_.size(); ++i) {
        weigh(vectors_[i]);
        for (const auto& [word, weight] : vectors_[i]) {
            postings_[next[word]++] = {static_cast<std::uint32_t>(i), weight};
        }
    }
}

WordVector TfidfIndex::counted_words(const Paper& paper) {
    tokenise(paper, vocabulary_, tokens_);
    std::vector<TokenId> words;
    words.reserve(tokens_.title.size() + tokens_.abstract.size());
    const auto take = [&](const std::vector<Token>& tokens) {
        for (const Token& token : tokens) {
            if (token.length < 2 || token.is(Token::number) || is_stop_word(vocabulary_.text(token.base))) {
                continue;
            }
            words.push_back(token.base);
        }
    };
    take(tokens_.title);
    take(tokens_.abstract);
    std::sort(words.begin(), words.end());
    WordVector counts;
    for (const TokenId word : words) {
        if (counts.empty() || counts.back().first != word) {
            counts.emplace_back(word, 0.0F);
        }
        counts.back().second += 1;
    }
    return counts;
}

/// From counts to weights of length 1.
void TfidfIndex::weigh(WordVector& counts) const {
    double squares = 0;
    for (auto& [word, weight] : counts) {
        weight = (1 + std::log(weight)) * idf_[word];
        squares += static_cast<double>(weight) * static_cast<double>(weight);
    }
    if (squares <= 0) {
        return;
    }
    const auto scale = static_cast<float>(1 / std::sqrt(squares));
    for (auto& [word, weight] : counts) {
        weight *= scale;
    }
}

WordVector TfidfIndex::fold_in(const Paper& paper) {
    WordVector counts = counted_words(paper);
    std::erase_if(counts, [&](const auto& entry) { return idf(entry.first) <= 0; });
    weigh(counts);
    return counts;
}

std::vector<Neighbour> TfidfIndex::nearest(const WordVector& vector, std::size_t count) const {
    std::vector<double> sums(size());
    for (const auto& [word, weight] : vector) {
        if (word >= idf_.size()) {
            continue;
        }
        for (std::uint32_t i = first_posting_[word]; i < first_posting_[word + 1]; ++i) {
            sums[postings_[i].paper] += static_cast<double>(weight) * static_cast<double>(postings_[i].weight);
        }
    }
    std::vector<Neighbour> neighbours;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (sums[i] > 0) {
            neighbours.push_back({i, std::min(1.0, sums[i])});
        }
    }
    const std::size_t kept = std::min(count, neighbours.size());
    std::partial_sort(neighbours.begin(), neighbours.begin() + static_cast<std::ptrdiff_t>(kept), neighbours.end(),
                      [](const Neighbour& a, const Neighbour& b) {
                          return a.similarity != b.similarity ? a.similarity > b.similarity : a.paper < b.paper;
                      });
    neighbours.resize(kept);
    return neighbours;
}

LatentSpace::LatentSpace(const std::vector<const WordVector*>& vectors, const TfidfIndex& index,
                         std::size_t dimensions) {
    row_of_word_.assign(index.words(), 0);
    std::vector<std::uint64_t> hashes;
    for (const WordVector* vector : vectors) {
        for (const auto& [word, weight] : *vector) {
            if (row_of_word_[word] != 0) {
                continue;
            }
            hashes.push_back(index.word_hash(word));
            row_of_word_[word] = static_cast<std::uint32_t>(hashes.size());
        }
    }
    if (hashes.empty()) {
        return;
    }
    const Matrix directions = principal_directions({vectors, row_of_word_}, hashes, dimensions);
    dimensions_ = static_cast<std::size_t>(directions.cols());
    directions_.assign(directions.data(), directions.data() + directions.size());
}

std::vector<float> LatentSpace::place(const WordVector& vector) const {
    std::vector<float> result(dimensions_, 0.0F);
    for (const auto& [word, weight] : vector) {
        if (word >= row_of_word_.size() || row_of_word_[word] == 0) {
            continue;
        }
        const float* row = directions_.data() + (row_of_word_[word] - 1) * dimensions_;
        for (std::size_t k = 0; k < dimensions_; ++k) {
            result[k] += weight * row[k];
        }
    }
    const float length = std::sqrt(std::inner_product(result.begin(), result.end(), result.begin(), 0.0F));
    if (length > 0) {
        for (float& value : result) {
            value /= length;
        }
    }
    return result;
}

double mixed_similarity(double tfidf, const std::vector<float>& place_a, const std::vector<float>& place_b) {
    const float latent = std::inner_product(place_a.begin(), place_a.end(), place_b.begin(), 0.0F);
    return (tfidf + std::clamp(static_cast<double>(latent), 0.0, 1.0)) / 2;
}

PaperSimilarity::PaperSimilarity(const std::vector<const Paper*>& papers) : index_(papers) {
    std::vector<const WordVector*> vectors;
    vectors.reserve(papers.size());
    for (std::size_t i = 0; i < papers.size(); ++i) {
        vectors.push_back(&index_.vector(i));
    }
    const LatentSpace space(vectors, index_);
    places_.reserve(papers.size());
    for (const WordVector* vector : vectors) {
        places_.push_back(space.place(*vector));
    }
}

double PaperSimilarity::between(std::size_t a, std::size_t b) const {
    return mixed_similarity(cosine(index_.vector(a), index_.vector(b)), places_[a], places_[b]);
}

std::vector<std::size_t> PaperSimilarity::candidates_for_duplicate(std::size_t paper) const {
    constexpr std::size_t most = 20;
    std::vector<std::size_t> result;
    for (const Neighbour& neighbour : index_.nearest(index_.vector(paper), most)) {
        // The LSA half gives at most 0.5.
        if (neighbour.paper != paper && neighbour.similarity > 2 * near_duplicate - 1) {
            result.push_back(neighbour.paper);
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace digest
