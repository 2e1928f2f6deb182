package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.Augmentation
import io.github.seqrec4j.api.EnsembleRule
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.api.Modality
import io.github.seqrec4j.api.Modality.ID
import io.github.seqrec4j.api.Modality.IMAGE
import io.github.seqrec4j.api.Modality.TEXT
import io.github.seqrec4j.api.Objective
import io.github.seqrec4j.api.ParameterGroup
import io.github.seqrec4j.api.ParameterGroups
import io.github.seqrec4j.api.Precision
import io.github.seqrec4j.api.RecommenderSpec
import io.github.seqrec4j.api.RowUpdate
import io.github.seqrec4j.api.TrainingSpec
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity
import io.github.seqrec4j.backbones.Bert4Rec
import io.github.seqrec4j.backbones.Categories
import io.github.seqrec4j.backbones.Gru4Rec
import io.github.seqrec4j.backbones.Hstu
import io.github.seqrec4j.backbones.Intervals
import io.github.seqrec4j.backbones.Ligr
import io.github.seqrec4j.backbones.NextItNet
import io.github.seqrec4j.backbones.SasRec
import io.github.seqrec4j.distill.BornAgain
import io.github.seqrec4j.distill.ConstantWeight
import io.github.seqrec4j.distill.EnsembleTeacher
import io.github.seqrec4j.distill.LinearRampUp
import io.github.seqrec4j.distill.MutualLearning
import io.github.seqrec4j.distill.NoDistillation
import io.github.seqrec4j.distill.OnlineDistillation
import io.github.seqrec4j.distill.SigmoidRampUp
import io.github.seqrec4j.distill.Teacher
import io.github.seqrec4j.fusion.AttentionPooling
import io.github.seqrec4j.fusion.ConcatFusion
import io.github.seqrec4j.fusion.GatedFusion
import io.github.seqrec4j.fusion.IdAwareTransformer
import io.github.seqrec4j.fusion.LateFusion
import io.github.seqrec4j.fusion.MixtureOfExperts
import io.github.seqrec4j.fusion.MultiModalItemEncoder
import io.github.seqrec4j.fusion.SumFusion
import io.github.seqrec4j.objectives.BayesianPersonalizedRanking
import io.github.seqrec4j.objectives.BinaryCrossEntropy
import io.github.seqrec4j.objectives.Correction
import io.github.seqrec4j.objectives.Full
import io.github.seqrec4j.objectives.GeneralizedBinaryCrossEntropy
import io.github.seqrec4j.objectives.InBatch
import io.github.seqrec4j.objectives.Mixed
import io.github.seqrec4j.objectives.Popularity
import io.github.seqrec4j.objectives.Scope
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy
import io.github.seqrec4j.objectives.Uniform
import io.github.seqrec4j.training.AdamW
import io.github.seqrec4j.training.ConstantSchedule
import io.github.seqrec4j.training.CosineSchedule
import io.github.seqrec4j.training.LinearSchedule
import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

internal class RecommenderDslTest {

  @Test
  fun recommender_withoutOptions_equalsTheJavaBuilder() {
    val kotlin = recommender {
      itemEncoder = multiModal()
      backbone = sasRec()
    }
    val java =
      RecommenderSpec.builder().itemEncoder(MultiModalItemEncoder()).backbone(SasRec()).build()
    assertThat(kotlin).isEqualTo(java)
  }

  private fun augmentation(kind: Augmentation.Kind, share: Double, probability: Double) =
    Augmentation.builder().kind(kind).share(share).probability(probability).build()

  @Test
  fun recommender_withEveryOption_equalsTheJavaBuilder() {
    val price = Modality("price")
    val kotlin = recommender {
      itemEncoder = multiModal {
        modalities(ID, TEXT, IMAGE, price)
        width = 32
        idWidth = 16
        idInit(TEXT)
        featureNorm = 2.0
        outputGain = 0.5
        fusion = idAwareTransformer {
          layers = 1
          heads = 4
        }
      }
      backbone = sasRec { layers = 1 }
      distillation = onlineDistillation {
        temperature = 2.0
        teachers(ID teaches TEXT, ENSEMBLE teaches ID)
        rampUp = sigmoidRampUp { epochs = 7 }
      }
      objective {
        sampler = inBatch { popularityPower = 0.5 }
        loss = softmaxCrossEntropy()
      }
      maxLength = 9
      training {
        epochs = 3
        batchSize = 16
        windowStride = 4
        crop(share = 0.6, probability = 0.25)
        mask(share = 0.3, probability = 0.5)
        reorder(share = 0.4, probability = 1.0)
        patience = 2
        selectBy = "ndcg@5"
        ensemble = EnsembleRule.VALIDATED
        seed = 7
        clipNorm = 1.0
        idTable = RowUpdate.LAZY
        accumulation = 2
        emaDecay = 0.99
        validateEvery = 2
        validationUsers = 50
        checkpointSeconds = 0
        checkpointSteps = 7
        device = "gpu0"
        precision = Precision.BFLOAT16
        groups {
          decayed = ParameterGroups.Decayed.MATRICES
          idTable { rateFactor = 0.5 }
          itemEncoder { decayFactor = 2.0 }
          backbones { rateFactor = 0.25 }
        }
        schedule = cosineSchedule {
          warmUpSteps = 5
          last = 0.2
        }
        optimizer = adamW {
          learningRate = 0.002
          weightDecay = 0.1
          beta1 = 0.8
          beta2 = 0.99
          epsilon = 1e-7
        }
      }
      evaluation {
        cutoffs = listOf(1, 5)
        filterSeen = false
        batchSize = 64
      }
    }
    val java =
      RecommenderSpec.builder()
        .itemEncoder(
          MultiModalItemEncoder.builder()
            .modalities(ID, TEXT, IMAGE, price)
            .width(32)
            .idWidth(16)
            .idInit(TEXT)
            .featureNorm(2.0)
            .outputGain(0.5)
            .fusion(IdAwareTransformer.builder().layers(1).heads(4).build())
            .build()
        )
        .backbone(SasRec.builder().layers(1).build())
        .distillation(
          OnlineDistillation.builder()
            .temperature(2.0)
            .teachers(Teacher("id", "text"), Teacher("ensemble", "id"))
            .rampUp(SigmoidRampUp.builder().epochs(7).build())
            .build()
        )
        .objective(
          Objective.of(InBatch.builder().popularityPower(0.5).build(), SoftmaxCrossEntropy())
        )
        .maxLength(9)
        .training(
          TrainingSpec.builder()
            .epochs(3)
            .batchSize(16)
            .windowStride(4)
            .augmentations(
              listOf(
                augmentation(Augmentation.Kind.CROP, 0.6, 0.25),
                augmentation(Augmentation.Kind.MASK, 0.3, 0.5),
                augmentation(Augmentation.Kind.REORDER, 0.4, 1.0),
              )
            )
            .patience(2)
            .selectBy("ndcg@5")
            .ensemble(EnsembleRule.VALIDATED)
            .seed(7)
            .clipNorm(1.0)
            .idTable(RowUpdate.LAZY)
            .accumulation(2)
            .emaDecay(0.99)
            .validateEvery(2)
            .validationUsers(50)
            .checkpointSeconds(0)
            .checkpointSteps(7)
            .device("gpu0")
            .precision(Precision.BFLOAT16)
            .groups(
              ParameterGroups.builder()
                .decayed(ParameterGroups.Decayed.MATRICES)
                .idTable(ParameterGroup.builder().rateFactor(0.5).build())
                .itemEncoder(ParameterGroup.builder().decayFactor(2.0).build())
                .backbones(ParameterGroup.builder().rateFactor(0.25).build())
                .build()
            )
            .schedule(CosineSchedule.builder().warmUpSteps(5).last(0.2).build())
            .optimizer(
              AdamW.builder()
                .learningRate(0.002)
                .weightDecay(0.1)
                .beta1(0.8)
                .beta2(0.99)
                .epsilon(1e-7)
                .build()
            )
            .build()
        )
        .evaluation(EvaluationSpec.builder().cutoffs(1, 5).filterSeen(false).batchSize(64).build())
        .build()
    assertThat(kotlin).isEqualTo(java)
  }

  @Test
  fun functions_withoutArguments_equalTheDefaultConstructors() {
    assertThat(multiModal()).isEqualTo(MultiModalItemEncoder())
    assertThat(idAwareTransformer()).isEqualTo(IdAwareTransformer())
    assertThat(lateFusion()).isEqualTo(LateFusion())
    assertThat(concatFusion()).isEqualTo(ConcatFusion())
    assertThat(sumFusion()).isEqualTo(SumFusion())
    assertThat(gatedFusion()).isEqualTo(GatedFusion())
    assertThat(attentionPooling()).isEqualTo(AttentionPooling())
    assertThat(mixtureOfExperts()).isEqualTo(MixtureOfExperts())
    assertThat(sasRec()).isEqualTo(SasRec())
    assertThat(gru4Rec()).isEqualTo(Gru4Rec())
    assertThat(bert4Rec()).isEqualTo(Bert4Rec())
    assertThat(nextItNet()).isEqualTo(NextItNet())
    assertThat(hstu()).isEqualTo(Hstu())
    assertThat(ligr()).isEqualTo(Ligr())
    assertThat(onlineDistillation()).isEqualTo(OnlineDistillation())
    assertThat(noDistillation()).isEqualTo(NoDistillation())
    assertThat(mutualLearning()).isEqualTo(MutualLearning())
    assertThat(ensembleTeacher()).isEqualTo(EnsembleTeacher())
    assertThat(bornAgain()).isEqualTo(BornAgain())
    assertThat(sigmoidRampUp()).isEqualTo(SigmoidRampUp())
    assertThat(linearRampUp()).isEqualTo(LinearRampUp())
    assertThat(constantWeight()).isEqualTo(ConstantWeight())
    assertThat(adamW()).isEqualTo(AdamW())
    assertThat(constantSchedule()).isEqualTo(ConstantSchedule())
    assertThat(linearSchedule()).isEqualTo(LinearSchedule())
    assertThat(cosineSchedule()).isEqualTo(CosineSchedule())
    assertThat(inBatch()).isEqualTo(InBatch())
    assertThat(full()).isEqualTo(Full())
    assertThat(uniform()).isEqualTo(Uniform())
    assertThat(popularity()).isEqualTo(Popularity())
    assertThat(mixed()).isEqualTo(Mixed())
    assertThat(softmaxCrossEntropy()).isEqualTo(SoftmaxCrossEntropy())
    assertThat(bce()).isEqualTo(BinaryCrossEntropy())
    assertThat(gbce()).isEqualTo(GeneralizedBinaryCrossEntropy())
    assertThat(bpr()).isEqualTo(BayesianPersonalizedRanking())
  }

  @Test
  fun fusionsAndTeachers_withEveryOption_equalTheJavaBuilders() {
    assertThat(gatedFusion { dropout = 0.3 }).isEqualTo(GatedFusion.builder().dropout(0.3).build())
    assertThat(attentionPooling { dropout = 0.3 })
      .isEqualTo(AttentionPooling.builder().dropout(0.3).build())
    assertThat(
        mixtureOfExperts {
          experts = 4
          dropout = 0.3
          gate = MixtureOfExperts.Gate.PLAIN
          stage = MixtureOfExperts.Stage.LATE
        }
      )
      .isEqualTo(MixtureOfExperts(4, 0.3, MixtureOfExperts.Gate.PLAIN, MixtureOfExperts.Stage.LATE))
    val flow = OnlineDistillation.TeacherGradient.FLOW
    assertThat(
        mutualLearning {
          temperature = 2.0
          teacherGradient = flow
          rampUp = sigmoidRampUp()
        }
      )
      .isEqualTo(MutualLearning(2.0, flow, SigmoidRampUp()))
    assertThat(
        ensembleTeacher {
          temperature = 2.0
          teacherGradient = flow
          rampUp = sigmoidRampUp()
          ensembleWeight = 0.5
        }
      )
      .isEqualTo(EnsembleTeacher(2.0, flow, SigmoidRampUp(), 0.5))
    val teacher = Path.of("runs/first/model")
    assertThat(
        bornAgain {
          model = teacher
          temperature = 2.0
          rampUp = sigmoidRampUp()
        }
      )
      .isEqualTo(BornAgain(teacher, 2.0, SigmoidRampUp()))
  }

  @Test
  fun objectives_withEveryOption_equalTheJavaBuilders() {
    assertThat(
        uniform {
          negatives = 64
          scope = Scope.ROW
          correction = Correction.CATALOGUE
        }
      )
      .isEqualTo(
        Uniform.builder().negatives(64).scope(Scope.ROW).correction(Correction.CATALOGUE).build()
      )
    assertThat(
        popularity {
          negatives = 32
          power = 0.75
          scope = Scope.ROW
          correction = Correction.NONE
        }
      )
      .isEqualTo(
        Popularity.builder()
          .negatives(32)
          .power(0.75)
          .scope(Scope.ROW)
          .correction(Correction.NONE)
          .build()
      )
    assertThat(
        mixed {
          negatives = 16
          popularityPower = 0.5
        }
      )
      .isEqualTo(Mixed.builder().negatives(16).popularityPower(0.5).build())
    assertThat(softmaxCrossEntropy { temperature = 0.05 })
      .isEqualTo(SoftmaxCrossEntropy.builder().temperature(0.05).build())
    assertThat(gbce { calibration = 0.9 })
      .isEqualTo(GeneralizedBinaryCrossEntropy.builder().calibration(0.9).build())
  }

  @Test
  fun backbones_thatReadTimesOrCategories_equalTheirBuilders() {
    assertThat(sasRec { intervals = Intervals.REQUESTS })
      .isEqualTo(SasRec.builder().intervals(Intervals.REQUESTS).build())
    assertThat(gru4Rec { intervals = Intervals.EVENTS })
      .isEqualTo(Gru4Rec.builder().intervals(Intervals.EVENTS).build())
    assertThat(sasRec { categories = Categories.EVENTS })
      .isEqualTo(SasRec.builder().categories(Categories.EVENTS).build())
    assertThat(gru4Rec { categories = Categories.EVENTS })
      .isEqualTo(Gru4Rec.builder().categories(Categories.EVENTS).build())
    val hstu = hstu {
      layers = 8
      heads = 2
      attentionWidth = 25
      linearWidth = 24
      dropout = 0.3
      timeBias = Hstu.TimeBias.NONE
      scalingLength = 211
      categories = Categories.EVENTS
    }
    assertThat(hstu).isEqualTo(Hstu(8, 2, 25, 24, 0.3, Hstu.TimeBias.NONE, 211, Categories.EVENTS))
    val ligr = ligr {
      layers = 3
      heads = 4
      dropout = 0.2
      activation = Nonlinearity.GELU
      expansion = 2
      intervals = Intervals.EVENTS
      categories = Categories.EVENTS
    }
    assertThat(ligr)
      .isEqualTo(Ligr(3, 4, 0.2, Nonlinearity.GELU, 2, Intervals.EVENTS, Categories.EVENTS))
  }

  @Test
  fun recommender_withoutItsParts_namesThem() {
    assertThatThrownBy { recommender {} }
      .isInstanceOf(IllegalStateException::class.java)
      .hasMessageContaining("itemEncoder")
      .hasMessageContaining("backbone")
  }

  @Test
  fun recommender_wrongOption_failsAsInJava() {
    assertThatThrownBy { multiModal { width = 0 } }
      .isInstanceOf(IllegalArgumentException::class.java)
      .hasMessageContaining("width must be at least 1: 0")
  }

  @Test
  fun training_calledTwice_keepsWhatTheFirstSet() {
    val spec = recommender {
      itemEncoder = multiModal()
      backbone = sasRec()
      training { epochs = 3 }
      training { seed = 9 }
    }
    assertThat(spec.training().epochs()).isEqualTo(3)
    assertThat(spec.training().seed()).isEqualTo(9)
  }
}
