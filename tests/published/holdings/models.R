# Reference numbers of tests/published/model-extras.test.ts: R 4.2.2, survey 4.1-1. Run it beside farm.csv.
suppressMessages(library(survey)); options(digits = 14)
d <- read.csv("farm.csv", na.strings = "")
des <- svydesign(ids = ~village, strata = ~zone, weights = ~w, fpc = ~N, nest = TRUE, data = d)
w <- weights(des)
delta <- function(f, m) { # value and delta-method error of a function of the coefficients
  b <- coef(m); g <- sapply(seq_along(b), function(k) { h <- 1e-5; e <- b * 0; e[k] <- h; (f(b + e) - f(b - e)) / (2 * h) })
  c(f(b), sqrt(t(g) %*% vcov(m) %*% g))
}
of <- function(f, X, inverse) function(b, dd) sum(w * inverse(X(dd) %*% b)) / sum(w)
for (family in c("binomial", "poisson", "gaussian")) {
  f <- list(binomial = sick ~ land * crop + sex, poisson = kids ~ land * crop + sex, gaussian = kids ~ land * crop + sex)[[family]]
  inverse <- list(binomial = plogis, poisson = exp, gaussian = identity)[[family]]
  m <- svyglm(f, des, family = list(binomial = quasibinomial(), poisson = quasipoisson(), gaussian = gaussian())[[family]], control = glm.control(epsilon = 1e-14, maxit = 100))
  X <- function(dd) model.matrix(f[-2], transform(dd, crop = factor(crop, levels = sort(unique(d$crop))), sex = factor(sex, levels = c("f", "m"))))
  a <- of(f, X, inverse)
  cat(family, "\nland   "); print(delta(function(b) (a(b, transform(d, land = land + 1e-4)) - a(b, transform(d, land = land - 1e-4))) / 2e-4, m))
  cat("Rice   "); print(delta(function(b) a(b, transform(d, crop = "Rice")) - a(b, transform(d, crop = "maize")), m))
  cat("m      "); print(delta(function(b) a(b, transform(d, sex = "m")) - a(b, transform(d, sex = "f")), m))
  cat("at land 2, oats  "); print(delta(function(b) a(b, transform(d, land = 2, crop = "oats")), m))
  p <- predict(m, data.frame(land = 3, crop = "oats", sex = "m"), type = "response", se.fit = TRUE); cat("predict land 3, oats, m  "); print(c(as.vector(p), as.vector(SE(p))))
  l <- predict(m, data.frame(land = 3, crop = "oats", sex = "m"), type = "link", se.fit = TRUE); cat("its interval  "); print(inverse(as.vector(l) + c(-1, 1) * qt(.975, m$df.residual) * as.vector(SE(l))))
  if (family != "gaussian") { cat("psrsq  "); print(c(psrsq(m), psrsq(m, "Nagelkerke"))) }
  else { e <- residuals(m, "response"); cat("R2  "); print(1 - sum(w * e^2) / sum(w * (d$kids - weighted.mean(d$kids, w))^2)) }
}
R <- cov.wt(model.matrix(~ land + crop + sex, d)[, -1], wt = w, cor = TRUE)$cor
vif <- function(i) det(R[i, i, drop = FALSE]) * det(R[-i, -i]) / det(R)
cat("VIF of land, crop, sex  "); print(c(vif(1), vif(2:3), vif(4)))
